import { z } from "zod";
import { isStorable, unstorable } from "../text.ts";

/** The password that opens a locked link. Blanks at its ends count. */
export const LinkPassword = z.string().min(1).max(128).refine(isStorable, unstorable).meta({ format: "password" });

/**
 * The password of an attempt. Accepts more than `LinkPassword`, so that a wrong password of any form gets the same error.
 */
export const TriedPassword = z.string().max(1_024).meta({ format: "password" });
