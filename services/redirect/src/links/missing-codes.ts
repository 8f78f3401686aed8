const ttlMs = 5_000;
const maxEntries = 20_000;

/**
 * Caches codes without a link for a moment. Separate from the links, so that a scan of random codes evicts none of
 * them.
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
    // A Map iterates in order of insertion, so the first key is the oldest.
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
