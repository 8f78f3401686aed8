import { readNamedCode } from "./pasted-code.ts";
import { trimInvisible } from "./trim-invisible.ts";

/**
 * Returns the short URL of a code, percent-encoded where a URL must be. Custom domains share scheme and port with the shared domain.
 *
 * @param host of the code's custom domain; null for the shared domain
 * @param baseUrl origin of the shared domain, without a trailing slash
 */
export function toShortUrl(code: string, host: string | null, baseUrl: string): string {
  const path = encodeURI(code);
  if (host === null) return `${baseUrl}/${path}`;
  const { protocol, port } = new URL(baseUrl);
  return `${protocol}//${host}${port && `:${port}`}/${path}`;
}

/** The short URL that a QR code encodes. Visits by it count as scans. */
export function toScanUrl(shortUrl: string): string {
  return `${shortUrl}?qr=1`;
}

export interface ShortUrl {
  /** In lower case and punycode, without a port. */
  host: string;
  /** Path without its leading slash. */
  path: string;
  /** Empty for the bare host, undefined if the path has no code. */
  code: string | undefined;
}

const maxLength = 2_048;

/**
 * Parses a pasted short URL: with or without a scheme, with a query, a trailing slash, closing punctuation, or the `+` of the preview.
 * Returns undefined for other text, including a bare code.
 */
export function parseShortUrl(text: string): ShortUrl | undefined {
  const pasted = trimInvisible(text);
  if (pasted.length > maxLength || !pasted.includes("/")) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(pasted) ? pasted : `https://${pasted}`);
  if (!url || !(url.hostname.includes(".") || url.hostname === "localhost")) return undefined;
  const path = url.pathname.slice(1);
  return { host: url.hostname.replace(/\.$/, ""), path, code: readNamedCode(path.split(/\+|%2b/i, 1)[0] as string) };
}
