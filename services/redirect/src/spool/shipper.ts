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
  /** Whether the queue has acknowledged it before, and may have lost it. */
  wasShipped: boolean;
}

export interface ShipperOptions {
  ship: (name: string, batch: ClickBatch) => Promise<Receipt>;
  /** Returns the shard of the queue that gets a segment. */
  shardOf: (name: string) => string;
  /** Deletes the file of an acknowledged segment, now or later. @param receipt undefined for a segment without clicks */
  release: (segment: PendingSegment, receipt: Receipt | undefined) => Promise<void> | void;
  onShipped: (segment: PendingSegment, clicks: number) => void;
  onError: (err: unknown, name: string) => void;
}

/** Segments for one shard of the queue. */
interface Shard {
  /** In the order of arrival. Those in flight stay until they are shipped, so a failed one keeps its place. */
  segments: PendingSegment[];
  inFlight: Set<PendingSegment>;
  /** Runs in the pause after a failure. */
  retryTimer: NodeJS.Timeout | undefined;
}

const retryDelayMs = 500;
/** Concurrent deliveries to a shard. */
const concurrency = 4;

/**
 * Ships the segments of each shard in the order of their arrival, a few at a time, and retries without limit. A shard that
 * fails or hangs delays no other.
 */
export class Shipper {
  readonly #options: ShipperOptions;
  readonly #shards = new Map<string, Shard>();
  #bytes = 0;
  #clicksInMemory = 0;
  #isDraining = false;
  #isStopped = false;
  #onEmpty = () => {};

  constructor(options: ShipperOptions) {
    this.#options = options;
  }

  *pending(): Generator<PendingSegment> {
    for (const { segments } of this.#shards.values()) yield* segments;
  }

  /** Number of segments that its shard has before one with this name. */
  countBefore(name: string): number {
    return this.#shards.get(this.#options.shardOf(name))?.segments.length ?? 0;
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
    const shard = this.#shardOf(segment);
    shard.segments.push(segment);
    this.#start(shard);
  }

  /**
   * Waits until all segments are shipped. A failed segment with a complete file stays on disk for the next start;
   * others are retried until `deadline` aborts.
   */
  async drain(deadline: AbortSignal): Promise<void> {
    this.#isDraining = true;
    const ended = new Promise<void>(resolve => {
      this.#onEmpty = resolve;
      deadline.addEventListener("abort", () => resolve(), { once: true });
    });
    for (const shard of this.#shards.values()) this.#resume(shard);
    if (!this.#isEmpty() && !deadline.aborted) await ended;
    this.#isStopped = true;
    for (const { retryTimer } of this.#shards.values()) clearTimeout(retryTimer);
  }

  #shardOf({ name }: PendingSegment): Shard {
    const key = this.#options.shardOf(name);
    const known = this.#shards.get(key);
    if (known) return known;
    const shard: Shard = { segments: [], inFlight: new Set(), retryTimer: undefined };
    this.#shards.set(key, shard);
    return shard;
  }

  #isEmpty(): boolean {
    return [...this.#shards.values()].every(({ segments }) => segments.length === 0);
  }

  #start(shard: Shard): void {
    const { segments, inFlight } = shard;
    while (!this.#isStopped && shard.retryTimer === undefined && inFlight.size < concurrency) {
      // Those in flight are among the first, so this looks at a few.
      const segment = segments.find(one => !inFlight.has(one));
      if (!segment) return;
      inFlight.add(segment);
      void this.#deliver(segment, shard).then(() => {
        inFlight.delete(segment);
        this.#start(shard);
        if (this.#isEmpty()) this.#onEmpty();
      });
    }
  }

  async #deliver(segment: PendingSegment, shard: Shard): Promise<void> {
    const { ship, release, onShipped, onError } = this.#options;
    try {
      const batch = await segment.batch();
      const receipt = batch.count > 0 ? await ship(segment.name, batch) : undefined;
      await release(segment, receipt);
      onShipped(segment, batch.count);
      this.#remove(segment, shard);
    } catch (err) {
      // Another process took the file over and ships it.
      if (isMissing(err)) return this.#remove(segment, shard);
      onError(err, segment.name);
      if (this.#isDraining && segment.isOnDisk) this.#remove(segment, shard);
      else this.#pause(shard);
    }
  }

  #remove(segment: PendingSegment, { segments }: Shard): void {
    segments.splice(segments.indexOf(segment), 1);
    this.#bytes -= segment.bytes;
    this.#clicksInMemory -= segment.inMemory;
  }

  #pause(shard: Shard): void {
    shard.retryTimer ??= setTimeout(() => this.#resume(shard), retryDelayMs);
  }

  #resume(shard: Shard): void {
    clearTimeout(shard.retryTimer);
    shard.retryTimer = undefined;
    this.#start(shard);
  }
}
