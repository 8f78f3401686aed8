import { readPastedCode } from "./pasted-code.ts";
import { trimInvisible } from "./text.ts";

/**
 * Where a code is found: on its own domain with the scheme and port of the domain of everybody.
 *
 * @param host of the code's domain; null for that of everybody
 * @param baseUrl origin of short links, without a trailing slash.
 */
export function toShortUrl(code: string, host: string | null, baseUrl: string): string {
  if (host === null) return `${baseUrl}/${code}`;
  const { protocol, port } = new URL(baseUrl);
  return `${protocol}//${host}${port && `:${port}`}/${code}`;
}

/** What a short URL says before anything is looked up. */
export interface ShortUrl {
  /** As a URL has it: lower case, punycode, without a port. */
  host: string;
  /** What is behind the slash. */
  path: string;
  /** Empty for the root of the host, undefined where the path is no code. */
  code: string | undefined;
}

const maxLength = 2_048;

/**
 * Reads a short URL as people paste it: with or without a scheme, with a query, a trailing slash, closing punctuation, or the `+` of
 * the preview. Returns undefined for other text, a code alone included.
 */
export function parseShortUrl(text: string): ShortUrl | undefined {
  const pasted = trimInvisible(text);
  if (pasted.length > maxLength || !pasted.includes("/")) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(pasted) ? pasted : `https://${pasted}`);
  if (!url || !(url.hostname.includes(".") || url.hostname === "localhost")) return undefined;
  const path = url.pathname.slice(1);
  return { host: url.hostname.replace(/\.$/, ""), path, code: readPastedCode(path.split(/\+|%2b/i, 1)[0] as string) };
}
