import { rm } from "node:fs/promises";
import type { Click } from "@shunt/contracts";
import { isMissing } from "./spool-directory.ts";

/** A sealed segment on its way. */
export interface Parcel {
  name: string;
  /** Deleted once the queue has acknowledged it. */
  file: string;
  clicks: () => Promise<readonly Click[]> | readonly Click[];
  /** How many clicks it keeps in memory meanwhile. */
  inMemory: number;
}

export interface ShipperOptions {
  ship: (name: string, clicks: readonly Click[]) => Promise<void>;
  onShipped: (parcel: Parcel, clicks: number) => void;
  onError: (err: unknown) => void;
}

const retryDelayMs = 500;
const concurrency = 4;

/** Ships parcels in the order of their arrival, a few at a time, and tries each for as long as it takes. */
export class Shipper {
  readonly #options: ShipperOptions;
  readonly #waiting: Parcel[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #retryTimer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: ShipperOptions) {
    this.#options = options;
  }

  /** Parcels that are not acknowledged yet. */
  get size(): number {
    return this.#waiting.length + this.#underWay.size;
  }

  add(parcel: Parcel): void {
    this.#waiting.push(parcel);
    this.#start();
  }

  /** Waits until everything is shipped or `deadline` aborts; what is left then stays on disk for the next start. */
  async drain(deadline: AbortSignal): Promise<void> {
    const aborted = new Promise<void>(resolve => deadline.addEventListener("abort", () => resolve(), { once: true }));
    while (!deadline.aborted && (this.#underWay.size > 0 || this.#waiting.length > 0)) {
      this.#start();
      await Promise.race([aborted, ...this.#underWay]);
    }
    this.#isStopped = true;
    clearTimeout(this.#retryTimer);
  }

  #start(): void {
    while (!this.#isStopped && this.#retryTimer === undefined && this.#underWay.size < concurrency) {
      const parcel = this.#waiting.shift();
      if (!parcel) return;
      const run: Promise<void> = this.#deliver(parcel).finally(() => {
        this.#underWay.delete(run);
        this.#start();
      });
      this.#underWay.add(run);
    }
  }

  async #deliver(parcel: Parcel): Promise<void> {
    const { ship, onShipped, onError } = this.#options;
    try {
      const clicks = await parcel.clicks();
      if (clicks.length > 0) await ship(parcel.name, clicks);
      await rm(parcel.file, { force: true });
      onShipped(parcel, clicks.length);
    } catch (err) {
      // Taken over and shipped by another process.
      if (isMissing(err)) return onShipped(parcel, 0);
      onError(err);
      this.#waiting.unshift(parcel);
      this.#pause();
    }
  }

  #pause(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#start();
    }, retryDelayMs);
  }
}
