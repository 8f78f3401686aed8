/** Keeps at least the last ones, and up to twice as many. */
const maxRemembered = 30_000;

export interface IdCache {
  get(key: string): number | undefined;
  set(key: string, id: number): void;
}

/** Two maps that take turns, as in `memoize`. */
export function createIdCache(): IdCache {
  let recent = new Map<string, number>();
  let older: typeof recent = new Map();
  const set = (key: string, id: number) => {
    if (recent.size >= maxRemembered) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, id);
  };
  return {
    set,
    get(key) {
      const known = recent.get(key);
      if (known !== undefined) return known;
      const id = older.get(key);
      if (id !== undefined) set(key, id);
      return id;
    },
  };
}
