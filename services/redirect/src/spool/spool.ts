import { mkdir } from "node:fs/promises";
import { type ClickBuffer, createClickBuffer } from "./click-buffer.ts";
import { Recovery } from "./recovery.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { Shipper } from "./shipper.ts";
import { claimDirectory, heartbeatMs, ownerOnlyDirectory } from "./spool-directory.ts";
import type { SpoolOptions } from "./spool-options.ts";
import { deleteFile, UnsyncedSegments } from "./unsynced-segments.ts";

export interface Spool extends ClickBuffer {
  /** Segments that the queue has not acknowledged, and the disk that they wait on. */
  backlog(): Backlog;
  /** Number of acknowledged segments whose files are kept until the queue's Redis has synced them. */
  unsynced(): number;
  /** Seals and ships all clicks. Those that cannot be shipped in time stay on disk for the next start. */
  stop(): Promise<void>;
}

interface Backlog {
  segments: number;
  /** Size on disk. */
  bytes: number;
  /** Of the oldest click. */
  ageMs: number;
  /** Whether the disk takes segments. Clicks stay in memory while it does not. */
  isWritable: boolean;
}

const recoverEveryMs = 10_000;
const diskRetryMs = 1_000;
const stopTimeoutMs = 4_000;

/**
 * Opens the spool, in which clicks wait for the queue. Each click is a line in a segment file. Segments are sealed
 * several times a second, shipped as a job under their name, and deleted once the queue's Redis has synced it to its disk.
 */
export async function createSpool(options: SpoolOptions): Promise<Spool> {
  const { dir, log, now } = options;
  const onError = (err: unknown) => log.warn({ err }, "click spool maintenance failed");
  await mkdir(dir, { recursive: true, mode: ownerOnlyDirectory });
  const directory = await claimDirectory(dir, onError);
  const unsynced = new UnsyncedSegments({
    syncMs: options.syncMs,
    shipAgain(segment) {
      log.info({ batch: segment.name }, "click batch shipped again, because the queue's Redis was replaced");
      shipper.add(segment);
    },
    onError,
  });
  const shipper = createShipper(options, unsynced);
  const recovery = createRecovery(options, directory.path, shipper);
  await recovery.run();
  const recoverTimer = setInterval(() => void recovery.run().catch(onError), recoverEveryMs);
  const touchTimer = setInterval(() => void recovery.touch().catch(onError), heartbeatMs);
  const writer = new SegmentWriter(options, directory.path, shipper, unsynced);
  const retryTimer = setInterval(() => void writer.retryDisk().catch(onError), diskRetryMs);
  const buffer = createClickBuffer(clicks => writer.write(clicks));

  return {
    ...buffer,
    backlog: () => toBacklog(shipper, writer, now()),
    unsynced: () => unsynced.size,
    async stop() {
      clearInterval(recoverTimer);
      clearInterval(touchTimer);
      clearInterval(retryTimer);
      await buffer.written();
      writer.seal();
      await shipper.drain(AbortSignal.timeout(stopTimeoutMs));
      await unsynced.stop();
      await recovery.tidy();
      await directory.stop();
    },
  };
}

function createShipper({ ship, shardOf, metrics, log }: SpoolOptions, unsynced: UnsyncedSegments): Shipper {
  return new Shipper({
    ship,
    shardOf,
    release: (segment, receipt) => (receipt && segment.isOnDisk ? unsynced.add(segment, receipt) : deleteFile(segment)),
    onError: (err, batch) => log.warn({ err, batch }, "click batch not shipped, will retry"),
    onShipped({ name: batch, wasShipped }, clicks) {
      if (wasShipped) metrics.clicksShippedAgain(clicks);
      else metrics.clicksShipped(clicks);
      log.debug({ batch, clicks }, "batch shipped");
    },
  });
}

function createRecovery({ dir, log }: SpoolOptions, ownDirectory: string, shipper: Shipper): Recovery {
  return new Recovery({
    spoolDir: dir,
    ownDirectory,
    shipper,
    onDamaged: file => log.error({ file }, "spool file damaged, clicks after the damage lost"),
    onRecovered: segments => log.info({ segments }, "recovered clicks of another process"),
  });
}

function toBacklog(shipper: Shipper, { current, isWritable }: SegmentWriter, at: number): Backlog {
  let segments = 0;
  let oldest = current?.openedAt ?? at;
  for (const { openedAt } of shipper.pending()) {
    segments += 1;
    oldest = Math.min(oldest, openedAt);
  }
  return { segments, bytes: shipper.bytes + (current?.bytes ?? 0), ageMs: Math.max(0, at - oldest), isWritable };
}
