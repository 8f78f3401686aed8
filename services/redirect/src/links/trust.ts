import type { Entry } from "./memory-cache.ts";

/**
 * Freshness while changes may be missed: short, but a popular link still costs one query per second, not one per click.
 */
const untrustedTtlMs = 1_000;
/** Time after the end of freshness in which a link is still served while it is refreshed. */
const staleWhileRevalidateMs = 5 * 60_000;

/** Decides whether links in memory may be served, which depends on whether changes of links arrive. */
export class Trust {
  #isTrusted = false;
  /** Entries stored earlier may have missed a change. */
  #since = 0;

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  set(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
  }

  distrustStoredBefore(time: number): void {
    this.#since = time;
  }

  isFresh(entry: Entry, at: number): boolean {
    if (!this.#isTrusted) return at < entry.storedAt + untrustedTtlMs;
    return at < entry.freshUntil && entry.storedAt >= this.#since;
  }

  mayServeStale(entry: Entry, at: number): boolean {
    return this.#isTrusted && entry.storedAt >= this.#since && at < entry.freshUntil + staleWhileRevalidateMs;
  }
}
