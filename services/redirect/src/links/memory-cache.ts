import type { CachedLink } from "@shunt/contracts/cached";
import { createRuleSharing } from "./share-rules.ts";

export interface Entry {
  readonly link: CachedLink;
  readonly source: "memory";
  /** On the clock of the cache, as `freshUntil`. */
  storedAt: number;
  freshUntil: number;
  /** Whether it was read since eviction last considered it. */
  wasRead: boolean;
  bytes: number;
}

export interface MemoryCacheOptions {
  maxEntries: number;
  maxBytes: number;
  linkTtlMs: number;
  /** Small whole milliseconds, such as those since the start: V8 stores small integers inline. */
  now: () => number;
}

/** Share of the TTL, so that links loaded together do not expire together. */
const jitter = 0.1;
/** A time on the clock of the cache at which no trust in changes had begun. */
const beforeStart = -1_000_000;
/** Size of a link without its texts: objects, numbers and its map entry. Measured with 100,000 links. */
const bytesPerEntry = 364;
/** Rules take two to three times the size of their JSON. */
const bytesPerRuleCharacter = 3;

/**
 * A bounded map of links with second-chance eviction: it evicts the oldest entry that was not read since it was last
 * considered. A read only sets a flag, so a hit costs little. Stale entries stay until they are evicted.
 */
export class MemoryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #options: MemoryCacheOptions;
  readonly #shareRules = createRuleSharing();
  #bytes = 0;

  constructor(options: MemoryCacheOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Estimated size of the entries. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Returns the entry, fresh or stale. */
  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    // Checked first, because a write costs more than a read.
    if (entry !== undefined && !entry.wasRead) entry.wasRead = true;
    return entry;
  }

  set(key: string, link: CachedLink): void {
    const { linkTtlMs, now } = this.#options;
    const storedAt = now();
    this.#set(key, link, storedAt, storedAt + Math.round(linkTtlMs * (1 + jitter * (2 * Math.random() - 1))));
  }

  /** Stores a link that was never fresh, unless the cache has this version or a later one. */
  setFallback(key: string, link: CachedLink): void {
    const known = this.#entries.get(key);
    if (known === undefined || known.link.version < link.version) this.#set(key, link, beforeStart, beforeStart);
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
  }

  /** Deletes an entry older than `version`. */
  invalidate(key: string, version: number): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.link.version < version) this.delete(key);
  }

  #set(key: string, link: CachedLink, storedAt: number, freshUntil: number): void {
    const { maxEntries, maxBytes } = this.#options;
    const before = this.#entries.get(key)?.link.rules;
    this.delete(key);
    const json = link.rules === null ? "" : JSON.stringify(link.rules);
    const bytes = bytesPerEntry + key.length + estimateBytes(link, json);
    if (maxEntries === 0 || bytes > maxBytes) return;
    while (this.#entries.size >= maxEntries || this.#bytes + bytes > maxBytes) this.#evict();
    const shared = link.rules === null ? link : { ...link, rules: this.#shareRules(link.rules, json, before) };
    this.#entries.set(key, { link: shared, source: "memory", storedAt, freshUntil, wasRead: false, bytes });
    this.#bytes += bytes;
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

/** @param rules as JSON; empty without rules */
function estimateBytes(link: CachedLink, rules: string): number {
  let bytes = bytesPerRuleCharacter * rules.length;
  for (const value of Object.values(link)) if (typeof value === "string") bytes += value.length;
  return bytes;
}
