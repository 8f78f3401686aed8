/** Sequences of emoji are written with the variation selector U+FE0F or without it, and look the same. */
const selectors = /[\ufe0e\ufe0f]/g;
/** A joiner belongs to a code only between two emoji. */
const looseJoiners = /(?<![\p{Emoji}--\p{ASCII}])\u200d|\u200d(?![\p{Emoji}--\p{ASCII}])/gv;
/** Emoji that are plain symbols without the selector, and digits on keycaps (Unicode TR51, ED-8a and ED-14c). */
const needsSelector = /[\p{Emoji}--\p{Emoji_Presentation}--\p{ASCII}](?!\p{Emoji_Modifier})|[0-9](?=\u20e3)/gv;
const letters = /\p{L}+/gu;

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/**
 * Returns the one spelling of a code that is stored and looked up: composed characters (NFC), and emoji with the variation selector
 * that Unicode gives them. ASCII stays unchanged.
 */
export function toCanonicalCode(code: string): string {
  if (isAscii(code)) return code;
  return code
    .normalize("NFC")
    .replace(selectors, "")
    .replace(looseJoiners, "")
    .replace(needsSelector, "$&\ufe0f")
    .normalize("NFC");
}

/** Returns a code as domains that ignore case store it: each letter by its simple lower case, in every script. */
export function foldCode(code: string): string {
  if (isAscii(code)) return code.toLowerCase();
  // Symbols such as a circled M keep their case, because their small forms are no emoji.
  return code.replace(letters, text => text.toLowerCase()).normalize("NFC");
}
