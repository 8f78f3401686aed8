/** The search parameters with which pages of the menu were left in this tab, so that their filters are there on the way back. */
const storageKey = "shunt-searches";

type Searches = Record<string, object>;

export function keepSearch(path: string, search: object): void {
  sessionStorage.setItem(storageKey, JSON.stringify({ ...readAll(), [path]: search }));
}

export function readSearch(path: string): object {
  return readAll()[path] ?? {};
}

/** The next account has filters of its own. */
export function forgetSearches(): void {
  sessionStorage.removeItem(storageKey);
}

function readAll(): Searches {
  return JSON.parse(sessionStorage.getItem(storageKey) ?? "{}");
}
