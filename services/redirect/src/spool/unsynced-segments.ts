import { unlink } from "node:fs/promises";
import type { Receipt } from "@shunt/queue";
import { within } from "@shunt/runtime";
import { readSegment } from "./segment.ts";
import type { PendingSegment } from "./shipper.ts";
import { isMissing } from "./spool-directory.ts";

export interface UnsyncedSegmentsOptions {
  /** Time after its acknowledgement in which the queue's Redis may lose a segment (ms). */
  syncMs: number;
  shipAgain: (segment: PendingSegment) => void;
  onError: (err: unknown) => void;
}

interface Unsynced {
  segment: PendingSegment;
  receipt: Receipt;
  /** On the clock of `performance.now`. */
  syncedAt: number;
}

const maxAtOnce = 50;
/** Limit for asking the queue while the process stops (ms). */
const stopTimeoutMs = 1_000;

/**
 * Files of segments that the queue has acknowledged, until its Redis has synced them to its own disk. If it restarts or another
 * server takes over before, they are shipped again: ingestion counts a batch once, however often it arrives.
 */
export class UnsyncedSegments {
  readonly #options: UnsyncedSegmentsOptions;
  /** In the order of `syncedAt`. */
  readonly #kept = new Set<Unsynced>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isSettling = false;
  #isStopped = false;

  constructor(options: UnsyncedSegmentsOptions) {
    this.#options = options;
  }

  /** Number of segments; one that is shipped again is pending before it leaves. */
  get size(): number {
    return this.#kept.size;
  }

  /** @param segment with a complete file */
  add(segment: PendingSegment, receipt: Receipt): void {
    const { file } = segment;
    // Its clicks are read from the file if needed. The former function would keep them in memory.
    this.#keep(
      { ...segment, wasShipped: true, inMemory: 0, batch: async () => (await readSegment(file)).batch },
      receipt,
    );
  }

  /** Deletes files, the oldest first, until the others take less than `maxBytes`. */
  shrink(maxBytes: number): void {
    for (const one of this.#kept) {
      if (this.#bytes < maxBytes) return;
      this.#forget(one);
      void deleteFile(one.segment).catch(this.#options.onError);
    }
  }

  /** Deletes the files whose receipts are still valid, and leaves the others for the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const settled = [...this.#kept].map(async ({ segment, receipt }) => {
      if (await within(stopTimeoutMs, receipt.isStillValid(), "asking the queue")) await deleteFile(segment);
    });
    for (const result of await Promise.allSettled(settled))
      if (result.status === "rejected") this.#options.onError(result.reason);
  }

  #keep(segment: PendingSegment, receipt: Receipt): void {
    this.#kept.add({ segment, receipt, syncedAt: performance.now() + this.#options.syncMs });
    this.#bytes += segment.bytes;
    this.#schedule();
  }

  #forget(one: Unsynced): void {
    if (this.#kept.delete(one)) this.#bytes -= one.segment.bytes;
  }

  #schedule(): void {
    const [next] = this.#kept;
    if (!next || this.#timer || this.#isSettling || this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#settle(), Math.max(0, next.syncedAt - performance.now()));
  }

  async #settle(): Promise<void> {
    this.#timer = undefined;
    this.#isSettling = true;
    const now = performance.now();
    const due = [...this.#kept].slice(0, maxAtOnce).filter(({ syncedAt }) => syncedAt <= now);
    const results = await Promise.allSettled(due.map(one => this.#settleOne(one)));
    if (this.#isStopped) return;
    this.#isSettling = false;
    for (const [i, one] of due.entries()) if (results[i]?.status === "rejected") this.#keepLonger(one);
    // One of them, as all fail when the queue is away.
    const failed = results.find(result => result.status === "rejected");
    if (failed) this.#options.onError(failed.reason);
    this.#schedule();
  }

  async #settleOne(one: Unsynced): Promise<void> {
    const isValid = await one.receipt.isStillValid();
    // At a stop its file is left for the next start; or it has been deleted to make room.
    if (this.#isStopped || !this.#kept.has(one)) return;
    if (isValid) await deleteFile(one.segment);
    else this.#options.shipAgain(one.segment);
    this.#forget(one);
  }

  #keepLonger(one: Unsynced): void {
    if (!this.#kept.has(one)) return;
    this.#forget(one);
    this.#keep(one.segment, one.receipt);
  }
}

/** Deletes the file of a segment, if it has one and no other process has taken it over. */
export async function deleteFile({ hasFile, file }: PendingSegment): Promise<void> {
  if (!hasFile) return;
  await unlink(file).catch((err: unknown) => {
    if (!isMissing(err)) throw err;
  });
}
