import { z } from "zod";
import { isReservedWord } from "./reserved-names.ts";
import { trimInvisible } from "./text.ts";

/** Form of a short code. Checked before any look-up, so that other paths cost no I/O. */
const shortCodePattern = /^[A-Za-z0-9_-]{3,50}$/;

export function isShortCode(value: string): boolean {
  return shortCodePattern.test(value);
}

export const ShortCode = z
  .string()
  .overwrite(trimInvisible)
  .regex(shortCodePattern, "must be 3 to 50 characters: letters A-Z and a-z, digits, hyphens and underscores");

export const Alias = ShortCode.refine(alias => !isReservedWord(alias), "is a reserved word, or looks like one");
