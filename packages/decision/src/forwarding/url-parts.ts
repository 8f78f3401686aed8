import { memoize } from "@shunt/visitor/memoize";

/** A URL cut at its query and fragment. Joined again it has the same bytes. */
export interface UrlParts {
  /** Everything before the query. */
  base: string;
  /** Without its question mark; undefined for a URL without one. */
  query: string | undefined;
  /** With its `#`; empty for a URL without one. */
  fragment: string;
}

export function cutUrl(url: string): UrlParts {
  const hash = url.indexOf("#");
  const fragment = hash < 0 ? "" : url.slice(hash);
  const rest = hash < 0 ? url : url.slice(0, hash);
  const mark = rest.indexOf("?");
  if (mark < 0) return { base: rest, query: undefined, fragment };
  return { base: rest.slice(0, mark), query: rest.slice(mark + 1), fragment };
}

export function joinUrl({ base, query, fragment }: UrlParts): string {
  return `${base}${query === undefined ? "" : `?${query}`}${fragment}`;
}

/** Whether the URL has a host, so that a path or query can be added: `https://…`, but not `mailto:…`. */
export function hasHost(url: string): boolean {
  return withHost.test(url);
}

const withHost = /^[a-z][a-z\d+.-]*:\/\//i;

export interface Parameter {
  /** As it stands. */
  text: string;
  /** Decoded (https://url.spec.whatwg.org/#urlencoded-parsing); undefined for an empty parameter. */
  name: string | undefined;
}

/**
 * The parameters of a query, also empty and valueless ones. Decodes all names in one call: visitors may send thousands,
 * and a call for each would take tens of milliseconds.
 */
export function toParameters(query: string | undefined): Parameter[] {
  if (!query) return [];
  // The ampersand, as the parser drops a question mark at the start.
  const names = /[%+]/.test(query) ? new URLSearchParams(`&${query}`).keys() : undefined;
  const nameOf = (text: string) => (names === undefined ? (text.split("=", 1)[0] ?? "") : (names.next().value ?? ""));
  return query.split("&").map(text => ({ text, name: text === "" ? undefined : nameOf(text) }));
}

/**
 * The first value of a parameter, as it stands; undefined without one. Decodes no other parameter.
 *
 * @param name of ASCII letters, digits and `_.~-`
 */
export function findValue(query: string | undefined, name: string): string | undefined {
  const found = query ? patternOf(name).exec(query) : null;
  return found === null ? undefined : (found[1] ?? "");
}

/** Owners of links choose the names. */
const patternOf = memoize(
  (name: string) => new RegExp(`(?:^|&)${[...name].map(toPattern).join("")}(?:=([^&]*))?(?=&|$)`),
  10_000,
);

/** A character as it is or percent-encoded. */
function toPattern(character: string): string {
  const hex = character.charCodeAt(0).toString(16);
  const [high, low = ""] = hex;
  return `(?:\\x${hex}|%${high}[${low}${low.toUpperCase()}])`;
}

/** Percent-encodes the UTF-8 bytes of all characters that a pattern matches. The pattern has the flags `g` and `u`. */
export function percentEncode(text: string, pattern: RegExp): string {
  return text.replace(pattern, encodeCharacter);
}

function encodeCharacter(character: string): string {
  let encoded = "";
  for (const byte of Buffer.from(character)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return encoded;
}
