import { Lease, type TakenClick, type Terms } from "./lease.ts";
import type { Reservation, UseRequest } from "./use-store.ts";

/** A click's place in the order of a link's clicks. */
export interface Use {
  /** Human clicks of the link before this one. */
  clicks: number;
  /** Undefined if no click was left; `clicks` is at least the limit then. */
  taken: TakenClick | undefined;
}

interface Waiting {
  terms: Terms;
  resolve: (use: Use) => void;
  reject: (err: unknown) => void;
}

/** Most clicks that a process reserves ahead for one link. */
const mostAhead = 1_000;
/** Time between two reservations below which the second one reserves ahead. */
const aheadMs = 1_000;
/** Held clicks are idle once the link had no click for this time. */
const idleMs = 2_000;
/** How long the number of used clicks is trusted. */
const freshMs = 1_000;
const forgetAfterMs = 60_000;

/** The clicks of one link as this process last read them, and the visitors that wait for some. Times are milliseconds. */
export class KnownUses {
  readonly linkId: string;
  readonly lease = new Lease();
  /** Visitors that wait for the next reservation. */
  readonly waiting: Waiting[] = [];
  isReserving = false;
  /** Visitors whose clicks are being reserved. */
  #served: Waiting[] = [];
  /** Clicks that all processes had reserved at `#readAt`. */
  #used = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #ahead = 0;
  #reservedAt = Number.NEGATIVE_INFINITY;
  #takenAt = Number.NEGATIVE_INFINITY;
  /** As the last visitor found them. */
  #terms: Terms = { limit: Number.POSITIVE_INFINITY, version: 0 };

  constructor(linkId: string) {
    this.linkId = linkId;
  }

  /** Takes a click that this process holds, or refuses one that cannot be left; undefined if only Postgres can say. */
  take(terms: Terms, at: number): Use | undefined {
    this.#terms = terms;
    const taken = this.lease.take(terms);
    if (taken !== undefined) {
      this.#takenAt = at;
      return { clicks: taken.clicks, taken };
    }
    return this.#isFresh(at) && this.#used >= terms.limit ? { clicks: this.#used, taken } : undefined;
  }

  /** The number of clicks, if known. */
  count(terms: Terms, at: number): number | undefined {
    return this.lease.peek(terms) ?? (this.#isFresh(at) ? this.#used : undefined);
  }

  /** Asks for a click for each waiting visitor, and for more if clicks follow each other quickly. */
  toRequest(at: number): UseRequest {
    this.#served = this.waiting.splice(0);
    const needed = this.#served.length;
    const isBusy = at - this.#reservedAt < aheadMs;
    this.#ahead = isBusy ? Math.min(mostAhead, Math.max(needed, 2 * this.#ahead)) : 0;
    this.#reservedAt = at;
    return { linkId: this.linkId, needed, ahead: this.#ahead };
  }

  /** @param reservation undefined if the link does not exist any more */
  serve(reservation: Reservation | undefined, at: number): void {
    const served = this.#end();
    // Postgres has this version or a later one.
    const version = Math.max(...served.map(({ terms }) => terms.version));
    if (reservation) this.lease.add({ ...reservation, version });
    this.learn(reservation?.to ?? Number.POSITIVE_INFINITY, at);
    for (const { terms, resolve } of served) {
      resolve(this.take(terms, at) ?? { clicks: Math.max(this.#used, terms.limit), taken: undefined });
    }
  }

  /** Answers from memory those for whom no click can be left, and passes the error on to the others. */
  fail(err: unknown): void {
    const waiting = [...this.#end(), ...this.waiting.splice(0)];
    for (const { terms, resolve, reject } of waiting) {
      if (this.#used >= terms.limit) resolve({ clicks: this.#used, taken: undefined });
      else reject(err);
    }
  }

  /** Remembers how many clicks were used at a time. */
  learn(used: number, at: number): void {
    if (at < this.#readAt) return;
    this.#used = used;
    this.#readAt = at;
  }

  /** The last known number of clicks if it reaches the limit: it hardly ever falls again. */
  recall(limit: number): number | undefined {
    return this.#used >= limit ? this.#used : undefined;
  }

  giveBack({ clicks, ...terms }: TakenClick): void {
    this.lease.add({ from: clicks, to: clicks + 1, ...terms });
  }

  /** Removes clicks that visitors do not take: all if the link is idle, or those of former terms. Returns how many. */
  dropUnused(at: number): number {
    const isIdle = at - this.#takenAt >= idleMs;
    return this.lease.dropBeyond(isIdle ? { ...this.#terms, limit: Number.NEGATIVE_INFINITY } : this.#terms);
  }

  isForgettable(at: number): boolean {
    const isUnused = this.lease.size === 0 && !this.isReserving && this.waiting.length === 0;
    return isUnused && at - Math.max(this.#readAt, this.#takenAt) > forgetAfterMs;
  }

  #isFresh(at: number): boolean {
    return at - this.#readAt < freshMs;
  }

  #end(): Waiting[] {
    this.isReserving = false;
    const served = this.#served;
    this.#served = [];
    return served;
  }
}
