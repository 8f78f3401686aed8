const ttlMs = 5_000;
const maxEntries = 20_000;

/**
 * Codes that are known to be unknown, for a moment, so that asking for them again costs nothing. Kept apart from the
 * links: a scan of random codes cannot push those out.
 */
export class MissingCodes {
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  has(key: string): boolean {
    const until = this.#until.get(key);
    return until !== undefined && this.#now() < until;
  }

  add(key: string): void {
    this.#until.delete(key);
    // The oldest comes first in a Map, and is the first to be over.
    if (this.#until.size >= maxEntries) this.#until.delete(this.#until.keys().next().value as string);
    this.#until.set(key, this.#now() + ttlMs);
  }

  delete(key: string): void {
    this.#until.delete(key);
  }

  clear(): void {
    this.#until.clear();
  }
}
