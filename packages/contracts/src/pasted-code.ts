/**
 * Longest text that is searched for a code: a percent-encoded code and a generous tail. Checked before any pattern runs, so
 * that a long path costs no more than a short one.
 */
const maxLength = 1_024;
/** Mail gateways and chat apps encode a link once more each; deeper encodings are cut off like other leftovers. */
const maxDecodings = 3;

const encoded = /(?:%[0-9A-Fa-f]{2})+|%u[0-9A-Fa-f]{4}/g;
/** A query, a fragment, a query without its `?`, and a `%` that encodes nothing: none of them can be part of a code. */
const endOfPath = /[?#&%]/;
/**
 * A code, or the root, and what people and programs leave behind it: slashes, blanks, invisible and unassigned characters,
 * punctuation and symbols of any script, footnote numbers, letters that look like quotes. A plus sign is kept: `code+` has a
 * meaning of its own.
 */
const codeAndTail =
  /^([A-Za-z0-9_\-]{3,50})?(?![A-Za-z0-9_\-])[[\p{P}\p{S}\p{Z}\p{C}\p{No}\p{Default_Ignorable_Code_Point}\u02b9-\u02bf\u02ee\ua78b\ua78c]--[+]]*$/v;

/**
 * Returns the code at the start of a path, without what was left behind it in any mix and order, percent-encoded or not.
 *
 * @param text path without its leading slash
 * @returns the empty string when there are only leftovers, undefined when the text is no code
 */
export function readPastedCode(text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  const decoded = decode(text);
  const end = decoded.search(endOfPath);
  const match = codeAndTail.exec(end < 0 ? decoded : decoded.slice(0, end));
  return match ? (match[1] ?? "") : undefined;
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
