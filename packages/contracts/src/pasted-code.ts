/**
 * Longest text that is searched for a code: a percent-encoded code and a generous tail. Checked before any pattern runs, so
 * that a long path costs no more than a short one.
 */
const maxLength = 1_024;
/** Mail gateways and chat apps encode a link once more each; deeper encodings are cut off like other leftovers. */
const maxDecodings = 3;

const encoded = /(?:%[0-9A-Fa-f]{2})+|%u[0-9A-Fa-f]{4}/g;
/** Blanks, invisible characters and slashes before a code. */
const beforeCode = /^[\/\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]+/v;
const codeAtStart = /^[A-Za-z0-9_-]{3,50}(?![A-Za-z0-9_-])/;
/**
 * Where the path of a code ends: at a query, a fragment, a query without its `?` and a `%` that encodes nothing; at brackets and bars of
 * markup, behind which the label of a link may stand; and at any character beyond ASCII, as codes have none and many scripts put no
 * blank between words.
 */
const endOfCode = /[?#&%\]<>|"]|[^\0-\x7f]/;
/** No letter or digit of ASCII. A plus sign is kept: `code+` has a meaning of its own. */
const afterCode = /^[^A-Za-z0-9+]*$/;
const endOfPath = /[?#&%]/;
/**
 * A path without a code, which means the root: punctuation and symbols of any script, blanks, invisible and unassigned characters,
 * footnote numbers, letters that look like quotes.
 */
const leftovers =
  /^(?![_\-])[[\p{P}\p{S}\p{Z}\p{C}\p{No}\p{Default_Ignorable_Code_Point}\u02b9-\u02bf\u02ee\ua78b\ua78c]--[+]]*$/v;

/**
 * Returns the code in a path, without what was left before and behind it in any mix and order, percent-encoded or not. Letters and digits
 * of ASCII behind other ASCII characters make it another path, such as `abc/def` or `abc.html`.
 *
 * @param text path without its leading slash
 * @returns the empty string when there are only leftovers, undefined when the text is no code
 */
export function readPastedCode(text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  const path = decode(text).replace(beforeCode, "");
  const code = codeAtStart.exec(path)?.[0];
  if (code === undefined) return leftovers.test(upTo(endOfPath, path)) ? "" : undefined;
  return afterCode.test(upTo(endOfCode, path.slice(code.length))) ? code : undefined;
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
