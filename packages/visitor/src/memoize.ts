import QuickLRU from "quick-lru";

/** Wraps a function with an LRU cache of its results: most clicks repeat a recent user agent or address. */
export function memoize<T>(read: (text: string) => T, maxSize: number): (text: string) => T {
  const known = new QuickLRU<string, { value: T }>({ maxSize });
  return text => {
    const found = known.get(text);
    if (found) return found.value;
    const value = read(text);
    known.set(text, { value });
    return value;
  };
}
