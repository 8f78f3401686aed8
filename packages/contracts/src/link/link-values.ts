import { z } from "zod";
import { text } from "../text.ts";

export const RedirectStatus = z.literal([301, 302, 307, 308]);
export type RedirectStatus = z.infer<typeof RedirectStatus>;

/** Unicode NFC, so that names that look the same are the same. */
const toComposed = (name: string) => name.normalize("NFC");

/** A tag of the workspace. Tags that differ only in case are the same. */
export const TagName = text({ min: 1, max: 50 }).overwrite(toComposed);

export const FolderName = text({ max: 100 }).overwrite(toComposed);
/** A folder of the workspace. In lists and filters, folders that differ only in case are the same. */
export const GivenFolder = text({ min: 1, max: 100 }).overwrite(toComposed);
export const FolderFilter = GivenFolder.optional();

/** Names, so that each theme has its own shades. */
export const labelColors = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"] as const;
export type LabelColor = (typeof labelColors)[number];

/** Templates that differ only in case are the same. */
export const UtmTemplateName = text({ min: 1, max: 50 }).overwrite(toComposed);

export const ExternalId = text({ min: 1, max: 255 });

export const LinkState = z.enum(["active", "inactive", "scheduled", "expired", "blocked", "archived"]);
export type LinkState = z.infer<typeof LinkState>;
