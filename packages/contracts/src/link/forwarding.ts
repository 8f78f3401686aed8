import { z } from "zod";
import { text } from "../text.ts";

/** The side whose parameters stay when the visitor and the destination have parameters of the same name. */
export const ForwardQuery = z.enum(["off", "visitor_wins", "link_wins"]);
export type ForwardQuery = z.infer<typeof ForwardQuery>;

/** Path segments behind a code. */
export const ForwardPath = z.enum(["ignore", "append", "not_found"]);
export type ForwardPath = z.infer<typeof ForwardPath>;

/** Whether the redirect fills placeholders. `false` counts as not set. */
export const Placeholders = z.boolean().transform(isOn => isOn || null);

export const UtmValue = text({ min: 1, max: 255 });

/** The longest `Location` of a redirect. Parts of the visitor that would exceed it are left out. */
export const maxLocationLength = 12_288;
