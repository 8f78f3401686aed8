import { z } from "zod";
import { trimInvisible } from "./trim-invisible.ts";

/**
 * Text that Postgres can store unchanged: no NUL, which a `text` column cannot contain, and no lone surrogates, which UTF-8 cannot
 * encode. Blanks and invisible characters at either end are removed. Lengths are in UTF-16 units.
 */
export function text(options: { min?: number; max: number }) {
  return z
    .string()
    .overwrite(trimInvisible)
    .min(options.min ?? 0)
    .max(options.max)
    .refine(isStorable, unstorable);
}

export const unstorable = "must not contain NUL characters or unpaired surrogates";

/** Whether Postgres and UTF-8 can represent the string unchanged. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}

/** Replaces or removes characters that Postgres and UTF-8 cannot represent, and truncates to `maxLength` UTF-16 units. */
export function toStorable(value: string, maxLength: number): string {
  return value.replaceAll("\0", "").slice(0, maxLength).toWellFormed();
}

/** U+FFFD stands for bytes that could not be decoded, so the text is already damaged. */
export function hasReplacementCharacter(value: string): boolean {
  return value.includes("\ufffd");
}
