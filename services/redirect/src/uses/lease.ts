import type { Reservation } from "./use-store.ts";

/** A click that was taken from a lease. */
export type TakenClick = Pick<Reservation, "limit"> & { clicks: number };

/**
 * Clicks of a link that this process has reserved and not used. Those of a higher limit than the link has now are not
 * taken: their numbers say nothing about how many clicks were used below the new limit.
 */
export class Lease {
  /** Not empty, in order of arrival. */
  #ranges: Reservation[] = [];

  get size(): number {
    return sizeOf(this.#ranges);
  }

  add(reservation: Reservation): void {
    if (reservation.from < reservation.to) this.#ranges.push(reservation);
  }

  /** Takes a click; undefined without one. */
  take(limit: number): TakenClick | undefined {
    const at = this.#ranges.findIndex(range => range.limit <= limit);
    const range = this.#ranges[at];
    if (range === undefined) return undefined;
    if (range.from + 1 < range.to) this.#ranges[at] = { ...range, from: range.from + 1 };
    else this.#ranges.splice(at, 1);
    return { clicks: range.from, limit: range.limit };
  }

  /** The number of the click that `take` would return. */
  peek(limit: number): number | undefined {
    return this.#ranges.find(range => range.limit <= limit)?.from;
  }

  /** Removes the clicks that `take` does not return. Returns how many. */
  dropAbove(limit: number): number {
    const dropped = this.#ranges.filter(range => range.limit > limit);
    this.#ranges = this.#ranges.filter(range => range.limit <= limit);
    return sizeOf(dropped);
  }
}

function sizeOf(ranges: readonly Reservation[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}
