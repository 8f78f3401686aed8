import type { Entry } from "./memory-cache.ts";

/**
 * Time for which an answer is fresh while changes may be missed (ms): short, as it may be wrong, and yet a popular link
 * costs Postgres one query in that time rather than one per click.
 */
const untrustedTtlMs = 1_000;
/** Time after the end of its freshness for which a link is still served at once while it is refreshed (ms). */
const staleWhileRevalidateMs = 5 * 60_000;

/** Whether answers in memory may be served. They may while changes of links are received. */
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
