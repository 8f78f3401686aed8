import { mkdir } from "node:fs/promises";
import type { Click } from "@shunt/contracts";
import type { Logger } from "@shunt/runtime";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import { Recovery } from "./recovery.ts";
import { readSegment, Segment } from "./segment.ts";
import { Shipper } from "./shipper.ts";
import { claimDirectory } from "./spool-directory.ts";

export interface Spool {
  /** Takes a click down before it returns. Never throws: no visitor is kept from the destination by our disk. */
  append(click: Click): void;
  /** Segments that the queue has not acknowledged. */
  size(): number;
  /** Seals and ships what is there; what cannot be shipped in time stays on disk for the next start. */
  stop(): Promise<void>;
}

export interface SpoolOptions {
  dir: string;
  /** Most clicks in a segment. */
  maxClicks: number;
  /** Longest time until a segment is sealed, in milliseconds. */
  sealAfterMs: number;
  /** Hands a segment to the queue; throws unless it is acknowledged. */
  ship: (name: string, clicks: readonly Click[]) => Promise<void>;
  metrics: Pick<RedirectMetrics, "clickRecorded" | "clicksShipped" | "clicksDropped" | "spoolWriteFailed">;
  log: Logger;
  now: () => number;
}

/** An open segment that is older was frozen with its process: another one may have taken its file over as it was. */
const frozenAfterMs = 1_000;
/** Beyond so many clicks in memory, a sealed segment is kept by its file alone. */
const clicksInMemory = 20_000;
/** Beyond so many clicks that no disk would take, further ones are dropped. */
const maxClicksInMemory = 100_000;
const recoverEveryMs = 10_000;
const stopTimeoutMs = 5_000;

/**
 * Where clicks wait until the queue has them: each a line in a file, sealed into a segment several times a second,
 * shipped as one job under the segment's name, deleted once the queue has acknowledged it.
 */
export async function createSpool(options: SpoolOptions): Promise<Spool> {
  const { metrics, log, now } = options;
  const onError = (err: unknown) => log.warn({ err }, "click spool");
  await mkdir(options.dir, { recursive: true });
  const directory = await claimDirectory(options.dir, onError);
  let inMemory = 0;
  let current: Segment | undefined;
  let sealTimer: NodeJS.Timeout | undefined;

  const shipper = new Shipper({
    ship: options.ship,
    onError,
    onShipped(parcel, clicks) {
      inMemory -= parcel.inMemory;
      metrics.clicksShipped(clicks);
    },
  });
  const recovery = new Recovery(options.dir, directory.path, shipper);
  const recover = async () => {
    const segments = await recovery.run();
    if (segments > 0) log.info({ segments }, "recovered clicks that another process left");
    await recovery.tidy();
  };
  await recover();
  const recoverTimer = setInterval(() => void recover().catch(onError), recoverEveryMs);

  function open(at: number): Segment {
    sealTimer = setTimeout(seal, options.sealAfterMs);
    return Segment.open(directory.path, at, onError);
  }

  function seal(): void {
    clearTimeout(sealTimer);
    if (!current) return;
    const { name, file, clicks, isOnDisk } = current;
    current.seal();
    current = undefined;
    if (!isOnDisk) metrics.spoolWriteFailed();
    const isKept = !isOnDisk || inMemory <= clicksInMemory;
    if (!isKept) inMemory -= clicks.length;
    shipper.add(
      isKept
        ? { name, file, inMemory: clicks.length, clicks: () => clicks }
        : { name, file, inMemory: 0, clicks: () => readSegment(file) },
    );
  }

  return {
    append(click) {
      const at = now();
      if (current && at - current.openedAt > frozenAfterMs) seal();
      current ??= open(at);
      if (!current.isOnDisk && inMemory >= maxClicksInMemory) return metrics.clicksDropped(1);
      current.append(click);
      inMemory += 1;
      metrics.clickRecorded();
      if (current.clicks.length >= options.maxClicks) seal();
    },
    size: () => shipper.size,
    async stop() {
      clearInterval(recoverTimer);
      seal();
      await shipper.drain(AbortSignal.timeout(stopTimeoutMs));
      await recovery.tidy();
      await directory.stop();
    },
  };
}
