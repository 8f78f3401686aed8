import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts/clicks";
import { takesFiles } from "./disk-probe.ts";
import { readSegment, Segment } from "./segment.ts";
import type { PendingSegment, Shipper } from "./shipper.ts";
import type { SpoolOptions } from "./spool-options.ts";
import type { UnsyncedSegments } from "./unsynced-segments.ts";

/** Age above which an open segment was frozen with its process; another process may have taken over its file. */
const frozenAfterMs = 1_000;
/** Clicks in memory above which sealed segments stay on disk only. */
const clicksInMemory = 20_000;
/** Clicks in memory above which clicks that are not on disk are dropped. */
const maxClicksInMemory = 100_000;
/** Pause of disk writes after the disk refused a segment. */
const diskPauseMs = 1_000;
const noRoom = new Error("neither the spool nor memory has room");
/** Names that are drawn at most for a segment, to find one whose shard of the queue has nothing to do. */
const maxDraws = 8;

/** Writes clicks to segments, and hands each to the shipper once it is full or old enough. */
export class SegmentWriter {
  readonly #options: SpoolOptions;
  readonly #directory: string;
  readonly #shipper: Shipper;
  readonly #unsynced: UnsyncedSegments;
  #current: Segment | undefined;
  #sealTimer: NodeJS.Timeout | undefined;
  #diskPausedUntil = 0;
  #isWritable = true;

  constructor(options: SpoolOptions, directory: string, shipper: Shipper, unsynced: UnsyncedSegments) {
    this.#options = options;
    this.#directory = directory;
    this.#shipper = shipper;
    this.#unsynced = unsynced;
  }

  get current(): Segment | undefined {
    return this.#current;
  }

  /** Whether the disk took the last segment that it was to take, or would take one by now. */
  get isWritable(): boolean {
    return this.#isWritable;
  }

  /** Tries a disk again that refused the last segment: without clicks, no segment would show that it has room. */
  async retryDisk(): Promise<void> {
    if (!this.#isWritable) this.#isWritable = await takesFiles(this.#directory);
  }

  write(clicks: readonly Click[]): void {
    const { metrics, log, now } = this.#options;
    const at = now();
    if (this.#current && at - this.#current.openedAt > frozenAfterMs) this.seal();
    for (let taken = 0; taken < clicks.length; ) {
      this.#current ??= this.#open(at);
      const segment = this.#current;
      if (!segment.isOnDisk && this.#shipper.clicksInMemory + segment.clicks >= maxClicksInMemory) {
        metrics.clicksDropped(clicks.length - taken);
        log.error({ err: noRoom }, "clicks dropped");
        return;
      }
      const count = segment.append(taken === 0 ? clicks : clicks.slice(taken));
      metrics.clicksRecorded(count);
      taken += count;
      if (segment.isFull) this.seal();
    }
  }

  /** Hands the open segment to the shipper, if there is one. */
  seal(): void {
    clearTimeout(this.#sealTimer);
    const segment = this.#current;
    if (!segment) return;
    this.#current = undefined;
    segment.seal();
    if (segment.refusal) {
      this.#options.metrics.spoolWriteFailed();
      this.#options.log.error({ err: segment.refusal }, "click spool not written, clicks stay in memory");
      this.#diskPausedUntil = this.#options.now() + diskPauseMs;
      this.#isWritable = false;
    } else if (segment.isOnDisk) this.#isWritable = true;
    this.#shipper.add(toPendingSegment(segment, !segment.isOnDisk || this.#shipper.clicksInMemory <= clicksInMemory));
  }

  #open(at: number): Segment {
    const { maxClicks, maxBytes, sealAfterMs } = this.#options;
    this.#sealTimer = setTimeout(() => this.seal(), sealAfterMs);
    const room = maxBytes - this.#shipper.bytes;
    const mayWrite = at >= this.#diskPausedUntil && room > 0;
    // Clicks that the queue does not have yet need the room more.
    if (mayWrite) this.#unsynced.shrink(room);
    return new Segment(this.#directory, { name: this.#drawName(at), openedAt: at, maxClicks, mayWrite });
  }

  /** Its name decides which shard gets a segment. One that is away has segments that wait, so new ones avoid it. */
  #drawName(at: number): string {
    const draw = () => `${at}-${randomUUID()}`;
    let name = draw();
    for (let draws = 1; draws < maxDraws && this.#shipper.countBefore(name) > 0; draws++) {
      const other = draw();
      if (this.#shipper.countBefore(other) < this.#shipper.countBefore(name)) name = other;
    }
    return name;
  }
}

/** @param isKept whether the clicks stay in memory until they are shipped */
function toPendingSegment(segment: Segment, isKept: boolean): PendingSegment {
  const { name, file, hasFile, openedAt, clicks, isOnDisk, bytes } = segment;
  // Built now, so that a waiting batch does not retain the builder.
  const batch = isKept ? segment.toBatch() : undefined;
  return {
    name,
    file,
    hasFile,
    openedAt,
    bytes,
    isOnDisk,
    wasShipped: false,
    inMemory: isKept ? clicks : 0,
    batch: batch ? () => batch : async () => (await readSegment(file)).batch,
  };
}
