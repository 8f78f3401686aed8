/** A short URL as people read it: without the scheme, and `/🚀` instead of `/%F0%9F%9A%80`. */
export function toShortName(shortUrl: string): string {
  return decodeURI(shortUrl).replace(/^https?:\/\//, "");
}

/** Bytes of UTF-8 beyond ASCII, as URLs contain them. */
const encodedLetters = /(?:%[89a-f][\da-f])+/gi;

/**
 * A destination as people read it: `/über` instead of `/%C3%BCber`. Only letters, digits and emoji are decoded, as other
 * characters can be invisible or change the direction of the text.
 */
export function toReadableUrl(url: string): string {
  return url.replaceAll(encodedLetters, encoded => {
    try {
      const text = decodeURIComponent(encoded);
      return /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+$/u.test(text) ? text : encoded;
    } catch {
      return encoded;
    }
  });
}
