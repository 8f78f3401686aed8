import { domainToUnicode } from "node:url";

/** Decodes punycode and percent-encoded characters in a URL or a part of one, as browsers display it. */
export function toReadableUrl(url: string): string {
  return url.replace(/xn--[a-z0-9-]{1,59}/gi, toUnicode).replace(/(?:%[0-9a-f]{2})+/gi, decode);
}

function toUnicode(label: string): string {
  // Returns an empty string for an invalid label.
  return domainToUnicode(label) || label;
}

/** Leaves bytes that are not UTF-8 encoded. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
