import type { CachedLink } from "@shunt/contracts/cached";

/** What memory knows of a code: a link, or that there is none (`null`). */
export type Known = CachedLink | null;

export interface Entry {
  readonly link: CachedLink;
  readonly source: "memory";
  /** When the link was asked for last, and until when that is fresh, by the clock of the cache. */
  storedAt: number;
  freshUntil: number;
  /** Read since it was last considered for eviction. */
  wasRead: boolean;
  bytes: number;
}

export interface MemoryCacheOptions {
  maxEntries: number;
  maxBytes: number;
  linkTtlMs: number;
  /** Whole milliseconds since the start, say: small numbers take no room of their own. */
  now: () => number;
}

/** Keeps links that were asked for together from being asked for together again. */
const jitter = 0.1;
/** What a link takes beside its texts: objects, numbers, its place in the map. Measured with 100,000 links. */
const bytesPerEntry = 364;
/** Rules take two to three times as much as their JSON. */
const bytesPerRuleCharacter = 3;

/**
 * A bounded map of links. When it is full, the oldest entry that was not read since its last turn goes (second chance):
 * reading only sets a flag, so a hit costs next to nothing. An entry that is no longer fresh stays until then.
 */
export class MemoryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #options: MemoryCacheOptions;
  #bytes = 0;

  constructor(options: MemoryCacheOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Roughly what the entries take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What is known of it, fresh or not. */
  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    // Looked at first, as a write to memory costs where a read does not.
    if (entry !== undefined && !entry.wasRead) entry.wasRead = true;
    return entry;
  }

  set(key: string, link: CachedLink): void {
    const { maxEntries, maxBytes, linkTtlMs, now } = this.#options;
    this.delete(key);
    const bytes = bytesPerEntry + key.length + estimateBytes(link);
    if (maxEntries === 0 || bytes > maxBytes) return;
    while (this.#entries.size >= maxEntries || this.#bytes + bytes > maxBytes) this.#evict();
    const storedAt = now();
    const freshUntil = storedAt + Math.round(linkTtlMs * (1 + jitter * (2 * Math.random() - 1)));
    this.#entries.set(key, { link, source: "memory", storedAt, freshUntil, wasRead: false, bytes });
    this.#bytes += bytes;
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
  }

  /** Drops what is older than `version`. */
  invalidate(key: string, version: number): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.link.version < version) this.delete(key);
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (!entry.wasRead) {
        this.delete(key);
        return;
      }
      entry.wasRead = false;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
  }
}

/** Of the texts and the rules of a link. */
function estimateBytes(link: CachedLink): number {
  let bytes = link.rules === null ? 0 : bytesPerRuleCharacter * JSON.stringify(link.rules).length;
  for (const value of Object.values(link)) if (typeof value === "string") bytes += value.length;
  return bytes;
}
