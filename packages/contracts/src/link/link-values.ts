import { z } from "zod";
import { text } from "../text.ts";

/** 301 and 308 are kept by browsers, and clicks that they answer themselves are never seen; 302 is the default. */
export const RedirectStatus = z.literal([301, 302, 307, 308]);
export type RedirectStatus = z.infer<typeof RedirectStatus>;

/** One spelling of letters with marks, so that no two names look the same. */
const toComposed = (name: string) => name.normalize("NFC");

/** Of the workspace; tags that differ only in case are one. */
export const TagName = text({ min: 1, max: 50 }).overwrite(toComposed);

export const FolderName = text({ max: 100 }).overwrite(toComposed);
export const FolderFilter = text({ min: 1, max: 100 }).overwrite(toComposed).optional();

export const ExternalId = text({ min: 1, max: 255 }).meta({
  description: "What a program of yours calls the link: no two of your links have the same.",
});

/** `active` may be clicked now; `scheduled` will be; `archived` is any that is out of sight. */
export const LinkState = z.enum(["active", "inactive", "scheduled", "expired", "blocked", "archived"]);
export type LinkState = z.infer<typeof LinkState>;
