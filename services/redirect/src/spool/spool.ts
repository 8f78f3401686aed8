import { mkdir } from "node:fs/promises";
import type { Click, ClickBatch } from "@shunt/contracts/clicks";
import type { Logger } from "@shunt/runtime";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import { Recovery } from "./recovery.ts";
import { readSegment, Segment } from "./segment.ts";
import { Shipper } from "./shipper.ts";
import { claimDirectory, ownerOnlyDirectory } from "./spool-directory.ts";

export interface Spool {
  /**
   * Takes a click down. The clicks of one turn of the event loop are written together, at its end; no answer may leave
   * before that. Never throws: no visitor is kept from the destination by our disk.
   */
  append(click: Click): void;
  /** Resolves once the clicks of this turn are written; undefined when there are none. Never rejects. */
  written(): Promise<void> | undefined;
  /** What the queue has not acknowledged: segments, bytes of their files, and the age of the oldest click. */
  backlog(): { segments: number; bytes: number; ageMs: number };
  /** Seals and ships what is there; what cannot be shipped in time stays on disk for the next start. */
  stop(): Promise<void>;
}

export interface SpoolOptions {
  dir: string;
  /** Most clicks in a segment. */
  maxClicks: number;
  /** Longest time until a segment is sealed, in milliseconds. */
  sealAfterMs: number;
  /** Most that the files of this process may take. */
  maxBytes: number;
  /** Hands a segment to the queue; throws unless it is acknowledged. */
  ship: (name: string, batch: ClickBatch) => Promise<void>;
  metrics: Pick<RedirectMetrics, "clicksRecorded" | "clicksShipped" | "clicksDropped" | "spoolWriteFailed">;
  log: Logger;
  now: () => number;
}

/** An open segment that is older was frozen with its process: another one may have taken its file over as it was. */
const frozenAfterMs = 1_000;
/** Beyond so many clicks in memory, a sealed segment is kept by its file alone. */
const clicksInMemory = 20_000;
/** Beyond so many clicks that no disk would take, further ones are dropped. */
const maxClicksInMemory = 100_000;
/** After the disk has refused a segment, it is not tried for so long. */
const diskPauseMs = 1_000;
const recoverEveryMs = 10_000;
const stopTimeoutMs = 4_000;

/**
 * Where clicks wait until the queue has them: each a line in a file, sealed into a segment several times a second,
 * shipped as one job under the segment's name, deleted once the queue has acknowledged it.
 */
export async function createSpool(options: SpoolOptions): Promise<Spool> {
  const { metrics, log, now } = options;
  const onError = (err: unknown) => log.warn({ err }, "click spool");
  await mkdir(options.dir, { recursive: true, mode: ownerOnlyDirectory });
  const directory = await claimDirectory(options.dir, onError);
  let turn: { clicks: Click[]; written: Promise<void> } | undefined;
  let current: Segment | undefined;
  let sealTimer: NodeJS.Timeout | undefined;
  let diskPausedUntil = 0;

  const shipper = new Shipper({
    ship: options.ship,
    onError: (err, batch) => log.warn({ err, batch }, "a batch of clicks is not shipped yet"),
    onShipped(batch, clicks) {
      metrics.clicksShipped(clicks);
      log.debug({ batch, clicks }, "batch shipped");
    },
  });
  const onDamaged = (file: string) => log.error({ file }, "a spool file is damaged: what follows the damage is lost");
  const recovery = new Recovery({ spoolDir: options.dir, own: directory.path, shipper, onDamaged });
  const recover = async () => {
    const segments = await recovery.run();
    if (segments > 0) log.info({ segments }, "recovered clicks that another process left");
    await recovery.tidy();
  };
  await recover();
  const recoverTimer = setInterval(() => void recover().catch(onError), recoverEveryMs);

  function open(at: number): Segment {
    sealTimer = setTimeout(seal, options.sealAfterMs);
    return new Segment(
      directory.path,
      at,
      options.maxClicks,
      at >= diskPausedUntil && shipper.bytes < options.maxBytes,
    );
  }

  function seal(): void {
    clearTimeout(sealTimer);
    if (!current) return;
    const segment = current;
    current = undefined;
    segment.seal();
    const { name, file, hasFile, openedAt, clicks, isOnDisk, wasRefused, bytes } = segment;
    if (wasRefused) {
      metrics.spoolWriteFailed();
      diskPausedUntil = now() + diskPauseMs;
    }
    const isKept = !isOnDisk || shipper.clicksInMemory <= clicksInMemory;
    // Put together at once: what was needed to do so is free then, however long the batch waits.
    const batch = isKept ? segment.toBatch() : undefined;
    shipper.add({
      name,
      file,
      hasFile,
      openedAt,
      bytes,
      isOnDisk,
      inMemory: isKept ? clicks : 0,
      batch: batch ? () => batch : async () => (await readSegment(file)).batch,
    });
  }

  function write(clicks: readonly Click[]): void {
    const at = now();
    if (current && at - current.openedAt > frozenAfterMs) seal();
    for (let taken = 0; taken < clicks.length; ) {
      current ??= open(at);
      if (!current.isOnDisk && shipper.clicksInMemory + current.clicks >= maxClicksInMemory) {
        metrics.clicksDropped(clicks.length - taken);
        return;
      }
      const count = current.append(taken === 0 ? clicks : clicks.slice(taken));
      metrics.clicksRecorded(count);
      taken += count;
      if (current.isFull) seal();
    }
  }

  function beginTurn() {
    const clicks: Click[] = [];
    const written = new Promise<void>(resolve => {
      setImmediate(() => {
        turn = undefined;
        write(clicks);
        resolve();
      });
    });
    return { clicks, written };
  }

  return {
    append(click) {
      turn ??= beginTurn();
      turn.clicks.push(click);
    },
    written: () => turn?.written,
    backlog() {
      let segments = 0;
      let oldest = current?.openedAt ?? now();
      for (const { openedAt } of shipper.parcels()) {
        segments += 1;
        oldest = Math.min(oldest, openedAt);
      }
      return { segments, bytes: shipper.bytes + (current?.bytes ?? 0), ageMs: Math.max(0, now() - oldest) };
    },
    async stop() {
      clearInterval(recoverTimer);
      await turn?.written;
      seal();
      await shipper.drain(AbortSignal.timeout(stopTimeoutMs));
      await recovery.tidy();
      await directory.stop();
    },
  };
}
