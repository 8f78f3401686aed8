import { z } from "zod";

/**
 * Text that Postgres can store and give back unchanged: no NUL (a `text` column cannot hold it) and no lone surrogate
 * (UTF-8 cannot express it). Trimmed; lengths are in UTF-16 units.
 */
export function text(options: { min?: number; max: number }) {
  return z
    .string()
    .trim()
    .min(options.min ?? 0)
    .max(options.max)
    .refine(isStorable, "must not contain NUL or lone surrogates");
}

/** Whether Postgres and UTF-8 can carry the string unchanged. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}
