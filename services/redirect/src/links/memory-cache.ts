import type { CachedLink } from "@shunt/contracts";

/** What memory knows of a code: a link, or that there is none (`null`). */
export type Known = CachedLink | null;

interface Entry {
  known: Known;
  freshUntil: number;
  /** Read since it was last considered for eviction. */
  wasRead: boolean;
}

export interface MemoryCacheOptions {
  maxEntries: number;
  linkTtlMs: number;
  /** How long a code is known to be unknown. */
  missingTtlMs: number;
  now: () => number;
}

/**
 * A bounded map of codes. When it is full, the oldest entry that was not read since its last turn goes (second chance):
 * reading only sets a flag, so a hit costs next to nothing. An entry that is no longer fresh stays as a last resort.
 */
export class MemoryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #options: MemoryCacheOptions;

  constructor(options: MemoryCacheOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is known and fresh. */
  get(key: string): Known | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.freshUntil <= this.#options.now()) return undefined;
    entry.wasRead = true;
    return entry.known;
  }

  /** The link last known, fresh or not, for when nobody else can say. */
  lastKnownLink(key: string): CachedLink | undefined {
    return this.#entries.get(key)?.known ?? undefined;
  }

  set(key: string, known: Known): void {
    const { maxEntries, linkTtlMs, missingTtlMs, now } = this.#options;
    this.#entries.delete(key);
    if (this.#entries.size >= maxEntries) this.#evict();
    const freshUntil = now() + (known === null ? missingTtlMs : linkTtlMs);
    this.#entries.set(key, { known, freshUntil, wasRead: false });
  }

  /** Drops what is older than `version`, and any belief that the code is unknown. */
  invalidate(key: string, version: number): void {
    const entry = this.#entries.get(key);
    if (entry && (entry.known === null || entry.known.version < version)) this.#entries.delete(key);
  }

  /** Nothing that is known now counts as fresh any longer. */
  expireAll(): void {
    for (const entry of this.#entries.values()) entry.freshUntil = 0;
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key);
      if (!entry.wasRead) return;
      entry.wasRead = false;
      this.#entries.set(key, entry);
    }
  }
}
