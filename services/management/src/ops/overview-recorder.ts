import { setTimeout as sleep } from "node:timers/promises";
import type { OpsOverview } from "@shunt/contracts/admin";

const watchedEveryMs = 2_000;
/** Without watchers, so that the history is there when one connects. */
const idleEveryMs = 10_000;
const recordEveryMs = 10_000;
const recordedMs = 15 * 60_000;

export interface OverviewPoint {
  at: string;
  queue_depth: number | null;
  queue_clicks: number | null;
  oldest_age_seconds: number | null;
  lag_seconds: number | null;
  clicks_per_minute: number | null;
}

export interface OverviewWatcher {
  onOverview(overview: OpsOverview): void;
  onEnd(): void;
}

export interface OverviewRecorder {
  /** Concurrent calls share one reading. */
  read(): Promise<OpsOverview>;
  /** The last 15 minutes, oldest first. */
  history(): readonly OverviewPoint[];
  /** Sends the overview at once and then every two seconds. Returns a function that ends it. */
  watch(watcher: OverviewWatcher): () => void;
  stop(): Promise<void>;
}

/** @param read must not throw */
export function startOverviewRecorder(read: () => Promise<OpsOverview>): OverviewRecorder {
  const watchers = new Set<OverviewWatcher>();
  const stopping = new AbortController();
  let points: OverviewPoint[] = [];
  let reading: Promise<OpsOverview> | undefined;
  let wake = new AbortController();

  function readOnce(): Promise<OpsOverview> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  function record(overview: OpsOverview): void {
    const now = Date.parse(overview.at);
    const last = points.at(-1);
    // Timers fire slightly late, never early.
    if (last && now - Date.parse(last.at) < recordEveryMs - watchedEveryMs / 2) return;
    points = [...points.filter(({ at }) => now - Date.parse(at) < recordedMs), toPoint(overview)];
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      const overview = await readOnce();
      record(overview);
      for (const watcher of watchers) watcher.onOverview(overview);
      const signal = AbortSignal.any([stopping.signal, wake.signal]);
      await sleep(watchers.size > 0 ? watchedEveryMs : idleEveryMs, undefined, { signal }).catch(() => {});
    }
  }
  const running = run();

  return {
    read: readOnce,
    history: () => points,
    watch(watcher) {
      watchers.add(watcher);
      wake.abort();
      return () => void watchers.delete(watcher);
    },
    async stop() {
      stopping.abort();
      for (const watcher of watchers) watcher.onEnd();
      await running;
    },
  };
}

function toPoint({ at, queue, ingest }: OpsOverview): OverviewPoint {
  return {
    at,
    queue_depth: queue && queue.waiting + queue.active + queue.delayed,
    queue_clicks: queue?.clicks ?? null,
    oldest_age_seconds: queue?.oldest_age_seconds ?? null,
    lag_seconds: ingest.lag_seconds,
    clicks_per_minute: ingest.clicks_per_minute,
  };
}
