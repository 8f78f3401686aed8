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
