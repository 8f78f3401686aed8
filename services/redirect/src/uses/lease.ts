import type { Reservation } from "./use-store.ts";

/** The limit of a link, and the version of the link that has it. */
export interface Terms {
  limit: number;
  version: number;
}

/** Clicks that were reserved for visitors of a version of the link. */
export type LeasedRange = Reservation & Terms;

/** A click that was taken from a lease. */
export type TakenClick = Terms & { clicks: number };

/**
 * Clicks of a link that this process has reserved and not used. Those of a higher limit than the link has now are not taken: their
 * numbers say nothing about how many clicks were used below the new limit. Nor are those of a former version of the link: its limit may
 * have been higher in between, so that other processes used as many clicks.
 */
export class Lease {
  /** Not empty, in order of arrival. */
  #ranges: LeasedRange[] = [];

  get size(): number {
    return sizeOf(this.#ranges);
  }

  add(reservation: LeasedRange): void {
    if (reservation.from < reservation.to) this.#ranges.push(reservation);
  }

  /** Takes a click; undefined without one. */
  take(terms: Terms): TakenClick | undefined {
    const at = this.#ranges.findIndex(range => isWithin(range, terms));
    const range = this.#ranges[at];
    if (range === undefined) return undefined;
    if (range.from + 1 < range.to) this.#ranges[at] = { ...range, from: range.from + 1 };
    else this.#ranges.splice(at, 1);
    return { clicks: range.from, limit: range.limit, version: range.version };
  }

  /** The number of the click that `take` would return. */
  peek(terms: Terms): number | undefined {
    return this.#ranges.find(range => isWithin(range, terms))?.from;
  }

  /** Removes the clicks that `take` does not return. Returns how many. */
  dropBeyond(terms: Terms): number {
    const dropped = this.#ranges.filter(range => !isWithin(range, terms));
    this.#ranges = this.#ranges.filter(range => isWithin(range, terms));
    return sizeOf(dropped);
  }
}

function isWithin(range: Terms, { limit, version }: Terms): boolean {
  return range.limit <= limit && range.version >= version;
}

function sizeOf(ranges: readonly Reservation[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}
