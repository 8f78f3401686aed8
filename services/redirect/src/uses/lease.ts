import type { Reservation } from "./use-store.ts";

/** Clicks of a link that this process has reserved and not used, by number from 0. */
export class Lease {
  /** Not empty, in order of arrival. */
  #ranges: Reservation[] = [];

  get size(): number {
    return this.#ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  add(reservation: Reservation): void {
    if (reservation.from < reservation.to) this.#ranges.push(reservation);
  }

  /** Takes the number of a click below `limit`; undefined without one. */
  take(limit: number): number | undefined {
    const at = this.#ranges.findIndex(({ from }) => from < limit);
    const range = this.#ranges[at];
    if (range === undefined) return undefined;
    const { from, to } = range;
    if (from + 1 < to) this.#ranges[at] = { from: from + 1, to };
    else this.#ranges.splice(at, 1);
    return from;
  }

  /** The number that `take` would return. */
  peek(limit: number): number | undefined {
    return this.#ranges.find(({ from }) => from < limit)?.from;
  }

  /** Removes everything. Returns how many clicks that were. */
  empty(): number {
    const { size } = this;
    this.#ranges = [];
    return size;
  }
}
