import { domainToUnicode } from "node:url";

/** Decodes punycode and percent-encoded characters, as browsers display them. */
export function toReadableUrl(url: string): string {
  return url.replace(/xn--[a-z0-9-]{1,59}/gi, toUnicode).replace(/(?:%[0-9a-f]{2})+/gi, decode);
}

function toUnicode(label: string): string {
  // Empty for an invalid label.
  return domainToUnicode(label) || label;
}

/** Bytes that are not UTF-8 stay encoded. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
