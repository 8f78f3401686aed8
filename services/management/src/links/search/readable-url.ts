import { domainToUnicode } from "node:url";

/** A URL, or a part of one, as browsers show it: punycode and percent-encoded characters as Unicode. */
export function toReadableUrl(url: string): string {
  return url.replace(/xn--[a-z0-9-]{1,59}/gi, toUnicode).replace(/(?:%[0-9a-f]{2})+/gi, decode);
}

function toUnicode(label: string): string {
  // Empty for a label that is not valid.
  return domainToUnicode(label) || label;
}

/** Bytes that are not UTF-8 stay as they are written. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
