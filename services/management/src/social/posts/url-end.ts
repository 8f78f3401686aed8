import { trimInvisible } from "@shunt/contracts/values";

/**
 * Characters that end a URL in a text: blanks, controls, and the marks that wrap code, quotations and markup; non-ASCII
 * full stops, commas and question marks; and invisible characters, unless they join the letters or emoji before them.
 */
const stop =
  /[\s\p{Cc}"<>`]|(?!\p{ASCII})[\p{Terminal_Punctuation}\u2026\u30fb]|(?<=\p{ASCII})\p{Default_Ignorable_Code_Point}|(?!\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/u;

/**
 * Scripts that put no blank between a URL and the next word, or attach particles to it; emoji; and non-ASCII opening
 * marks. Directly after a Latin letter or digit they end the URL; after a slash or another delimiter they are part of
 * its path.
 */
const nextWord =
  /(?<=[A-Za-z0-9])(?:(?=\p{L})[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Java}\p{scx=Bali}]|[\p{Extended_Pictographic}\p{Regional_Indicator}]|(?!\p{ASCII})[\p{Ps}\p{Pi}])/gu;

/** Separates two URLs that are listed without a blank. */
const nextUrl = /[,;](?=https?:\/\/)/i;

/**
 * A non-ASCII mark between a Latin letter or digit and a letter of another script, and dashes, arrows and other symbols
 * between two words. In names such as Curie–Weiss and Col·lecció, marks stand between letters of one script.
 */
const mark = /(?<=[A-Za-z0-9])(?!\p{ASCII})(?:[\p{S}\p{P}](?=(?!\p{scx=Latin})\p{L})|[\p{S}\u2014\u2015](?=\p{L}))/gu;

const opening = /[\p{Ps}\p{Pi}]/u;
const closing = /[\p{Pe}\p{Pf}]/u;

/**
 * Cuts a text after its first URL: before the next URL of a list, a character that URLs cannot contain, the next word
 * of a script without blanks, or a non-ASCII closing mark without an opening one.
 *
 * @param text begins with a scheme
 * @param hostStart index after the scheme
 * @param before the character in front of the text
 */
export function cutBehindUrl(text: string, hostStart: number, before: string): string {
  const upToNext = cutAt(text, text.search(nextUrl));
  const upToStop = cutAt(upToNext, upToNext.search(stop));
  // In a table cell, or in a Slack link with its label after a bar.
  const upToBar = /[|<]/.test(before) ? cutAt(upToStop, upToStop.indexOf("|")) : upToStop;
  const upToMark = cutAt(upToBar, findNextWord(upToBar, mark, hostStart));
  const upToWord = cutAt(upToMark, findNextWord(upToMark, nextWord, hostStart));
  return cutAt(upToWord, findUnopened(upToWord));
}

function cutAt(text: string, index: number): string {
  return index === -1 ? text : text.slice(0, index);
}

function findNextWord(text: string, start: RegExp, hostStart: number): number {
  for (const { index } of text.matchAll(start)) if (!isInName(text, hostStart, index)) return index;
  return -1;
}

/** Whether a letter continues an incomplete host name: there is no dot before it yet, or one follows it. */
function isInName(text: string, hostStart: number, index: number): boolean {
  const host = text.slice(hostStart, index);
  if (/[/?#]/.test(host)) return false;
  return !host.includes(".") || /^[\p{L}\p{M}\p{N}-]{1,63}\.[\p{L}\p{N}]/u.test(text.slice(index));
}

function findUnopened(text: string): number {
  let open = 0;
  let index = 0;
  for (const character of text) {
    if (character > "\u007f") {
      if (opening.test(character)) open++;
      else if (closing.test(character) && !isApostrophe(text, index) && --open < 0) return index;
    }
    index += character.length;
  }
  return -1;
}

/** ’ between letters, as in page names. */
function isApostrophe(text: string, index: number): boolean {
  return /^\p{L}\u2019\p{L}$/u.test(text.slice(index - 1, index + 2));
}

/**
 * Removes wrappers, punctuation and invisible characters from the end.
 *
 * @param before the character in front of the URL
 */
export function trimUrl(url: string, before: string): string {
  let trimmed = trimInvisible(url);
  while (endsWithMark(trimmed, before)) trimmed = trimInvisible(trimmed.slice(0, -1));
  return trimmed;
}

/** Markdown emphasis and punctuation. Non-ASCII closing marks belong to the URL if their opening mark is inside it. */
function endsWithMark(url: string, before: string): boolean {
  const last = url.at(-1) as string;
  if (last > "\u007f") return /[\p{P}\p{Sk}]/u.test(last) && !(closing.test(last) && opening.test(url));
  if (last === "*") return before === "*" || !url.endsWith("/*");
  if (last === "_") return before === "_";
  return "~|^.,;:!?'".includes(last);
}
