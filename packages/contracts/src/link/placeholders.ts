/** Placeholders that the redirect fills, besides the segments `1` to `9` and `query:name`. */
export const placeholderNames = ["country", "device", "os", "language", "click_id", "short_code", "path"] as const;

const named: ReadonlySet<string> = new Set(placeholderNames);
const numberedOrQuery = /^(?:[1-9]|query:[\w.~-]{1,50})$/;

export function isPlaceholder(name: string): boolean {
  return named.has(name) || numberedOrQuery.test(name);
}

export const maxPlaceholders = 20;

const braces = /\{([^{}]*)\}/g;
/** URLs encode braces in a path (https://url.spec.whatwg.org/#path-percent-encode-set), and leave them in query and fragment. */
const encodedBraces = /(?:\{|%7B)((?:(?!%7B|%7D)[^{}])*)(?:\}|%7D)/gi;

/**
 * Replaces the texts in braces of a URL.
 *
 * @param toValue gets the text and its part of the URL; undefined leaves the text and its braces
 */
export function replacePlaceholders(
  url: string,
  toValue: (name: string, part: "path" | "query") => string | undefined,
): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  const rest = end < 0 ? "" : url.slice(end);
  const filled = path.replace(encodedBraces, (text, name: string) => toValue(name, "path") ?? text);
  return filled + rest.replace(braces, (text, name: string) => toValue(name, "query") ?? text);
}

/** The texts in braces of a URL. */
export function findPlaceholders(url: string): string[] {
  const found: string[] = [];
  replacePlaceholders(url, name => {
    found.push(name);
    return undefined;
  });
  return found;
}
