import QuickLRU from "quick-lru";

/** The same function, which remembers its latest answers: most clicks come with an agent or an address that has just been seen. */
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
