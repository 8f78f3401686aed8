import { isShortCode, isWildcardCode, toCanonicalCode, toWildcard } from "@shunt/contracts/links";
import { isReservedPath } from "@shunt/contracts/values";
import { isForwardable } from "../forwarding/extra-path.ts";
import type { ExtraPath } from "../visit-facts.ts";

/** A code that a path may begin with, and the rest of the path. */
export interface Prefix {
  code: string;
  extra: ExtraPath;
}

/** As for pasted text. */
const maxLength = 2_048;
const maxSegments = 4;

/**
 * Returns the codes that a path may begin with, to be looked up if no link has all of it: from the longest to the
 * shortest, of each first the wildcard; at most eight. Paths that could not be forwarded, or that begin with a reserved
 * word, have none.
 *
 * @param path of a request target
 */
export function toPrefixes(path: string): readonly Prefix[] {
  // Most paths are a slash and a code.
  if (path.indexOf("/", 1) < 0 || path.length > maxLength) return [];
  const segments = path.slice(1).split("/");
  const prefixes: Prefix[] = [];
  for (let count = Math.min(segments.length - 1, maxSegments); count > 0; count--) {
    const text = decode(segments.slice(0, count).join("/"));
    const rest = segments.slice(count).join("/");
    if (text === undefined || !isForwardable(rest) || isReservedPath(text.split("/", 1)[0] as string)) continue;
    const wildcard = toWildcard(text);
    if (isWildcardCode(wildcard)) prefixes.push({ code: wildcard, extra: { path: rest, isWildcard: true } });
    if (isShortCode(text)) prefixes.push({ code: text, extra: { path: rest, isWildcard: false } });
  }
  return prefixes;
}

/** Undefined for invalid escapes, which no code has. */
function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return toCanonicalCode(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
