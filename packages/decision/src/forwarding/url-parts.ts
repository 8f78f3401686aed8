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

/** The parameters of a query as they stand, also empty and valueless ones. */
export function toParameters(query: string | undefined): string[] {
  return query ? query.split("&") : [];
}

/** The decoded name of a parameter (https://url.spec.whatwg.org/#urlencoded-parsing); undefined for an empty one. */
export function nameOf(parameter: string): string | undefined {
  if (parameter === "") return undefined;
  const end = parameter.indexOf("=");
  const name = end < 0 ? parameter : parameter.slice(0, end);
  // The ampersand, as the parser drops a question mark at the start.
  return /[%+]/.test(name) ? (new URLSearchParams(`&${name}`).keys().next().value ?? "") : name;
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
