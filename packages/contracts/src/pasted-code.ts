import { codeCharacter, isShortCode, isWildcardCode } from "./code-form.ts";
import { toCanonicalCode } from "./code-text.ts";

/** Longest text that is searched for a code. Checked before any pattern runs, so that long paths stay cheap. */
const maxLength = 2_048;
/** Every mail gateway or chat app may encode a link once more. Deeper encodings are cut off as leftovers. */
const maxDecodings = 3;

const encoded = /(?:%[0-9A-Fa-f]{2})+|%u[0-9A-Fa-f]{4}/g;
/** All that `trimInvisible` removes from a new code, such as the blank Braille pattern, and slashes. */
const beforeCode = /^[\/\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/v;
const asciiAtStart = /^[A-Za-z0-9_-]{1,50}(?:\/[A-Za-z0-9_-]{1,50}){0,4}(?![A-Za-z0-9_-])/;
const textAtStart = new RegExp(`^${codeCharacter.source}+(?:/${codeCharacter.source}+)*`, "v");
/**
 * End of a code: a query, a fragment, a query without its `?`, or a `%` that encodes nothing; brackets and bars of markup, which a link
 * label may follow; or any other non-ASCII character, because many scripts put no blanks between words.
 */
const endOfCode = /[?#&%\]<>|"]|[^\0-\x7f]/;
/** No ASCII letters or digits, and no plus sign: `code+` is the preview of a link. */
const afterCode = /^[^A-Za-z0-9+]*$/;
const endOfPath = /[?#&%]/;
/** A path without a code, which means the root. Includes footnote numbers and letters that look like quotes. */
const leftovers =
  /^(?![_\-])[[\p{P}\p{S}\p{Z}\p{C}\p{No}\p{Default_Ignorable_Code_Point}\u02b9-\u02bf\u02ee\ua78b\ua78c]--[+]]*$/v;

/**
 * Returns the codes that a pasted path may mean, to be looked up in this order; at most two. Leftovers before and after the code are
 * ignored, percent-encoded or not. ASCII letters and digits after other ASCII characters make it a different path, such as `abc.html`.
 *
 * Text of other scripts may be part of a code or follow it without a blank, so both readings are returned, the longer one first.
 *
 * @param text path without its leading slash
 * @returns only the empty string for leftovers only
 */
export function readPastedCodes(text: string): readonly string[] {
  if (text.length > maxLength) return [];
  const path = decode(text).replace(beforeCode, "");
  const longest = toCode(path, textAtStart);
  const shortest = toCode(path, asciiAtStart);
  const codes = [...new Set([longest, shortest])].filter(code => code !== undefined);
  return codes.length === 0 && leftovers.test(upTo(endOfPath, path)) ? [""] : codes;
}

/** The first one of `readPastedCodes`, undefined for text without a code. */
export function readPastedCode(text: string): string | undefined {
  return readPastedCodes(text)[0];
}

/** Like `readPastedCode`, for text that may also name a wildcard such as `docs/*`. */
export function readNamedCode(text: string): string | undefined {
  const code = text.length > maxLength ? "" : toCanonicalCode(decode(text).replace(beforeCode, ""));
  return isWildcardCode(code) ? code : readPastedCode(text);
}

function toCode(path: string, atStart: RegExp): string | undefined {
  const text = atStart.exec(path)?.[0];
  if (text === undefined || !afterCode.test(upTo(endOfCode, path.slice(text.length)))) return undefined;
  const code = toCanonicalCode(text);
  return isShortCode(code) ? code : undefined;
}

function upTo(end: RegExp, text: string): string {
  const at = text.search(end);
  return at < 0 ? text : text.slice(0, at);
}

function decode(text: string): string {
  let decoded = text;
  for (let i = 0; i < maxDecodings && decoded.includes("%"); i++) decoded = decoded.replace(encoded, decodeRun);
  return decoded;
}

/** @param run percent-encoded bytes in UTF-8, or one UTF-16 unit as JavaScript's `escape` writes it */
function decodeRun(run: string): string {
  if (run[1] === "u") return String.fromCharCode(Number.parseInt(run.slice(2), 16));
  return new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), hex => Number.parseInt(hex, 16)));
}
