import { isAscii } from "./code-text.ts";
import { isReservedPath } from "./reserved-names.ts";

/** Form of most codes. Checked before any look-up, so that other paths cost no I/O. */
const plainCode = /^[A-Za-z0-9_-]{3,50}$/;
/** Lengths of `plainCode`, in characters. */
export const codeLengths = { min: 3, max: 50 };
/** Includes what emoji consist of. Modifier letters that look like quotes are not part of a code. */
export const codeCharacter =
  /[[\p{L}\p{Mn}\p{Mc}\p{Nd}\p{Emoji}\p{Emoji_Component}\ufe0e_\-]--[#*\u02b9-\u02bf\u02ee\ua78b\ua78c]]/v;
let segmentForm: RegExp | undefined;

/** In UTF-16 units, like all lengths here: at most 240 bytes of UTF-8, and below the limit of a click's `missed`. */
const maxLength = 80;
const maxSegmentLength = 50;
const maxSegments = 5;

/** Whether a text in its canonical form (`toCanonicalCode`) has the form of a code. `Alias` checks more. */
export function isShortCode(value: string): boolean {
  return plainCode.test(value) || isOtherCode(value);
}

/** A wildcard such as `docs/*`: the code of a link for all paths below `docs/`. Visitors cannot request it itself. */
export function isWildcardCode(code: string): boolean {
  return code.endsWith(anySegment) && isShortCode(`${code.slice(0, -anySegment.length)}/_`);
}

/** @param prefix segments of a code */
export function toWildcard(prefix: string): string {
  return prefix + anySegment;
}

const anySegment = "/*";

/** Codes of several segments, or with characters beyond ASCII. */
function isOtherCode(value: string): boolean {
  if (value.length > maxLength) return false;
  const segments = value.split("/");
  if (segments.length === 1) return !isAscii(value) && isSegment(value);
  return segments.length <= maxSegments && segments.every(isSegment) && !isReservedPath(segments[0] as string);
}

function isSegment(text: string): boolean {
  // Built at first use: a page of the dashboard would wait for it, and most codes are plain.
  segmentForm ??= new RegExp(`^${codeCharacter.source}{1,50}$`, "v");
  return text.length <= maxSegmentLength && segmentForm.test(text);
}
