import { z } from "zod";

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

/**
 * Characters without a glyph: blanks of every script, line ends and controls, soft hyphen, zero-width and bidi marks, the byte
 * order mark, variation selectors, interlinear annotation marks, and the blank Braille pattern (Unicode, DerivedCoreProperties).
 * NUL is not included, because it is refused instead of removed.
 */
const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb\u2800]$/u;

function isInvisible(character: string): boolean {
  return invisible.test(character) && character !== "\0";
}

/** Change the preceding glyph, such as the colour of an emoji or a flag, so they stay with it. */
const glyphModifier = /^(?:\p{Variation_Selector}|[\u{e0020}-\u{e007f}])$/u;

/**
 * Removes the blanks and invisible characters that copied text has at its ends. Characters that join or modify visible ones, such as
 * the variation selector of an emoji, stay. Runs in linear time.
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

/** Returns the end of the modifiers after a non-ASCII character. ASCII characters are not modified. */
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
