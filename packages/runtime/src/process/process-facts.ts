import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** What a process knows of itself. */
export interface ProcessFacts {
  version: string;
  host: string;
  pid: number;
  startedAt: Date;
  rssBytes: number;
  /** 99th percentile since it was last asked. */
  eventLoopLagMs: number;
}

const resolutionMs = 20;
const nanosecondsPerMs = 1e6;
/** All packages bear the version of the product. */
export const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Begins to watch the event loop. Returns what reads the facts of this moment. */
export function watchProcess(): () => ProcessFacts {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  const startedAt = new Date(performance.timeOrigin);
  return () => {
    // What is measured are the gaps between two ticks of a timer, so the time between them is in it.
    const eventLoopLagMs = Math.max(0, delays.percentile(99) / nanosecondsPerMs - resolutionMs);
    delays.reset();
    return {
      version,
      host: hostname(),
      pid: process.pid,
      startedAt,
      rssBytes: process.memoryUsage.rss(),
      eventLoopLagMs,
    };
  };
}
