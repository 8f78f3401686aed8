import { z } from "zod";

/**
 * Text that Postgres can store and return unchanged: no NUL (a `text` column cannot hold it) and no lone surrogate
 * (UTF-8 cannot express it). Blanks and invisible characters at either end are removed; lengths are in UTF-16 units.
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

/** Whether Postgres and UTF-8 can carry the string unchanged. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}

/** The text without what Postgres and UTF-8 cannot carry, cut to `maxLength` UTF-16 units. */
export function toStorable(value: string, maxLength: number): string {
  return value.replaceAll("\0", "").slice(0, maxLength).toWellFormed();
}

/** Stands for bytes that could not be decoded: text that has it has already lost something. */
export function hasReplacementCharacter(value: string): boolean {
  return value.includes("\ufffd");
}

/**
 * Characters without a glyph: blanks of every script, line ends and controls, soft hyphen, zero-width and bidi marks, the byte
 * order mark, variation selectors, interlinear annotation marks, and the blank Braille pattern (Unicode, DerivedCoreProperties).
 * NUL is not one of them: it is refused, not removed.
 */
const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb\u2800]$/u;

function isInvisible(character: string): boolean {
  return invisible.test(character) && character !== "\0";
}

/** They change the glyph before them, such as an emoji's colour or flag, so they stay with it. */
const glyphModifier = /^(?:\p{Variation_Selector}|[\u{e0020}-\u{e007f}])$/u;

/**
 * Removes blanks and invisible characters from both ends, as copied text brings them along. What joins or modifies visible
 * characters, such as an emoji's variation selector, stays. Takes linear time.
 */
export function trimInvisible(value: string): string {
  let start = 0;
  for (let width = 0; start < value.length; start += width) {
    width = widthAt(value, start);
    if (!isInvisible(value.slice(start, start + width))) break;
  }
  let end = value.length;
  while (end > start) {
    const width = widthBefore(value, end);
    if (!isInvisible(value.slice(end - width, end))) break;
    end -= width;
  }
  return value.slice(start, endOfModifiers(value, end));
}

/** The end of the modifiers that follow a character beyond ASCII; ASCII has no glyphs to modify. */
function endOfModifiers(value: string, end: number): number {
  if (end === 0 || value.charCodeAt(end - 1) < 0x80) return end;
  let last = end;
  while (last < value.length) {
    const width = widthAt(value, last);
    if (!glyphModifier.test(value.slice(last, last + width))) break;
    last += width;
  }
  return last;
}

function widthAt(value: string, index: number): number {
  return (value.codePointAt(index) as number) > 0xffff ? 2 : 1;
}

function widthBefore(value: string, end: number): number {
  return end > 1 && (value.codePointAt(end - 2) as number) > 0xffff ? 2 : 1;
}
