import { z } from "zod";
import { isReservedWord } from "./reserved-names.ts";
import { trimInvisible } from "./text.ts";

/** What a short code may look like. Judged before any look-up, so that nonsense never costs I/O. */
const shortCodePattern = /^[A-Za-z0-9_-]{3,50}$/;

export function isShortCode(value: string): boolean {
  return shortCodePattern.test(value);
}

export const ShortCode = z
  .string()
  .overwrite(trimInvisible)
  .regex(shortCodePattern, "must be 3 to 50 characters: letters A-Z and a-z, digits, hyphens and underscores");

/** A code of the owner's own choice. */
export const Alias = ShortCode.refine(alias => !isReservedWord(alias), "is a reserved word, or looks like one");
