import { unlink } from "node:fs/promises";
import type { ClickBatch } from "@shunt/contracts/clicks";
import { isMissing } from "./spool-directory.ts";

/** A sealed segment on its way. */
export interface Parcel {
  name: string;
  /** Deleted once the queue has acknowledged it, if there is one. */
  file: string;
  hasFile: boolean;
  /** When its first click was taken down; milliseconds since the epoch. */
  openedAt: number;
  batch: () => Promise<ClickBatch> | ClickBatch;
  /** How many clicks it keeps in memory meanwhile. */
  inMemory: number;
  /** Whether the file alone would do. */
  isOnDisk: boolean;
  /** Size of the file. */
  bytes: number;
}

export interface ShipperOptions {
  ship: (name: string, batch: ClickBatch) => Promise<void>;
  onShipped: (name: string, clicks: number) => void;
  onError: (err: unknown, name: string) => void;
}

const retryDelayMs = 500;
const concurrency = 4;

/** Ships parcels in the order of their arrival, a few at a time, and tries each for as long as it takes. */
export class Shipper {
  readonly #options: ShipperOptions;
  readonly #waiting: Parcel[] = [];
  readonly #underWay = new Map<Parcel, Promise<void>>();
  #retryTimer: NodeJS.Timeout | undefined;
  #bytes = 0;
  #clicksInMemory = 0;
  #isDraining = false;
  #isStopped = false;

  constructor(options: ShipperOptions) {
    this.#options = options;
  }

  /** Parcels that are not acknowledged yet. */
  *parcels(): Generator<Parcel> {
    yield* this.#underWay.keys();
    yield* this.#waiting;
  }

  /** Size of their files. */
  get bytes(): number {
    return this.#bytes;
  }

  get clicksInMemory(): number {
    return this.#clicksInMemory;
  }

  add(parcel: Parcel): void {
    this.#bytes += parcel.bytes;
    this.#clicksInMemory += parcel.inMemory;
    this.#waiting.push(parcel);
    this.#start();
  }

  /**
   * Waits until everything is shipped. What is on disk is left there for the next start if the queue does not take it;
   * what is in memory alone is tried until `deadline` aborts.
   */
  async drain(deadline: AbortSignal): Promise<void> {
    this.#isDraining = true;
    const aborted = new Promise<void>(resolve => deadline.addEventListener("abort", () => resolve(), { once: true }));
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    while (!deadline.aborted && (this.#underWay.size > 0 || this.#waiting.length > 0)) {
      this.#start();
      const paused =
        this.#retryTimer === undefined ? [] : [new Promise<void>(resolve => setTimeout(resolve, retryDelayMs))];
      await Promise.race([aborted, ...paused, ...this.#underWay.values()]);
    }
    this.#isStopped = true;
    clearTimeout(this.#retryTimer);
  }

  #start(): void {
    while (!this.#isStopped && this.#retryTimer === undefined && this.#underWay.size < concurrency) {
      const parcel = this.#waiting.shift();
      if (!parcel) return;
      this.#underWay.set(
        parcel,
        this.#deliver(parcel).finally(() => {
          this.#underWay.delete(parcel);
          this.#start();
        }),
      );
    }
  }

  async #deliver(parcel: Parcel): Promise<void> {
    const { ship, onError } = this.#options;
    try {
      const batch = await parcel.batch();
      if (batch.count > 0) await ship(parcel.name, batch);
      if (parcel.hasFile) await unlink(parcel.file);
      this.#finish(parcel, batch.count);
    } catch (err) {
      // Taken over and shipped by another process.
      if (isMissing(err)) return this.#finish(parcel, 0);
      onError(err, parcel.name);
      if (this.#isDraining && parcel.isOnDisk) return;
      this.#waiting.unshift(parcel);
      this.#pause();
    }
  }

  #finish(parcel: Parcel, clicks: number): void {
    this.#bytes -= parcel.bytes;
    this.#clicksInMemory -= parcel.inMemory;
    this.#options.onShipped(parcel.name, clicks);
  }

  #pause(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#start();
    }, retryDelayMs);
  }
}
