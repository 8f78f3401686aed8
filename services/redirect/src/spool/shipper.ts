import type { ClickBatch } from "@shunt/contracts/clicks";
import type { Receipt } from "@shunt/queue";
import { isMissing } from "./spool-directory.ts";

/** A sealed segment that the queue has not acknowledged. */
export interface PendingSegment {
  name: string;
  file: string;
  hasFile: boolean;
  /** Time of its first click, in milliseconds since the epoch. */
  openedAt: number;
  batch: () => Promise<ClickBatch> | ClickBatch;
  inMemory: number;
  /** Whether the file has every click. */
  isOnDisk: boolean;
  /** Size of the file. */
  bytes: number;
}

export interface ShipperOptions {
  ship: (name: string, batch: ClickBatch) => Promise<Receipt>;
  /** Deletes the file of an acknowledged segment, now or later. @param receipt undefined for a segment without clicks */
  release: (segment: PendingSegment, receipt: Receipt | undefined) => Promise<void> | void;
  onShipped: (name: string, clicks: number) => void;
  onError: (err: unknown, name: string) => void;
}

const retryDelayMs = 500;
const concurrency = 4;

/** Ships segments in the order of their arrival, a few at a time, and retries without limit. */
export class Shipper {
  readonly #options: ShipperOptions;
  readonly #waiting: PendingSegment[] = [];
  readonly #inFlight = new Map<PendingSegment, Promise<void>>();
  #retryTimer: NodeJS.Timeout | undefined;
  #bytes = 0;
  #clicksInMemory = 0;
  #isDraining = false;
  #isStopped = false;

  constructor(options: ShipperOptions) {
    this.#options = options;
  }

  *pending(): Generator<PendingSegment> {
    yield* this.#inFlight.keys();
    yield* this.#waiting;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get clicksInMemory(): number {
    return this.#clicksInMemory;
  }

  add(segment: PendingSegment): void {
    this.#bytes += segment.bytes;
    this.#clicksInMemory += segment.inMemory;
    this.#waiting.push(segment);
    this.#start();
  }

  /**
   * Waits until all segments are shipped. A failed segment with a complete file stays on disk for the next start;
   * others are retried until `deadline` aborts.
   */
  async drain(deadline: AbortSignal): Promise<void> {
    this.#isDraining = true;
    const aborted = new Promise<void>(resolve => deadline.addEventListener("abort", () => resolve(), { once: true }));
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    while (!deadline.aborted && (this.#inFlight.size > 0 || this.#waiting.length > 0)) {
      this.#start();
      const paused =
        this.#retryTimer === undefined ? [] : [new Promise<void>(resolve => setTimeout(resolve, retryDelayMs))];
      await Promise.race([aborted, ...paused, ...this.#inFlight.values()]);
    }
    this.#isStopped = true;
    clearTimeout(this.#retryTimer);
  }

  #start(): void {
    while (!this.#isStopped && this.#retryTimer === undefined && this.#inFlight.size < concurrency) {
      const segment = this.#waiting.shift();
      if (!segment) return;
      this.#inFlight.set(
        segment,
        this.#deliver(segment).finally(() => {
          this.#inFlight.delete(segment);
          this.#start();
        }),
      );
    }
  }

  async #deliver(segment: PendingSegment): Promise<void> {
    const { ship, release, onError } = this.#options;
    try {
      const batch = await segment.batch();
      const receipt = batch.count > 0 ? await ship(segment.name, batch) : undefined;
      await release(segment, receipt);
      this.#finish(segment, batch.count);
    } catch (err) {
      // Another process took the file over and ships it.
      if (isMissing(err)) return this.#finish(segment, 0);
      onError(err, segment.name);
      if (this.#isDraining && segment.isOnDisk) return;
      this.#waiting.unshift(segment);
      this.#pause();
    }
  }

  #finish(segment: PendingSegment, clicks: number): void {
    this.#bytes -= segment.bytes;
    this.#clicksInMemory -= segment.inMemory;
    this.#options.onShipped(segment.name, clicks);
  }

  #pause(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#start();
    }, retryDelayMs);
  }
}
