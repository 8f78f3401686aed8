/** A short URL as people read it: without the scheme, and `/🚀` instead of `/%F0%9F%9A%80`. */
export function toShortName(shortUrl: string): string {
  return decodeURI(shortUrl).replace(/^https?:\/\//, "");
}
