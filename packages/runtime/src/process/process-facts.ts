import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Properties of the running process. */
export interface ProcessFacts {
  version: string;
  host: string;
  pid: number;
  startedAt: Date;
  rssBytes: number;
  /** 99th percentile since the last reading. */
  eventLoopLagMs: number;
}

const resolutionMs = 20;
const nanosecondsPerMs = 1e6;
/** All packages have the version of the product. */
export const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Starts watching the event loop, and returns a function that reads the current facts. */
export function watchProcess(): () => ProcessFacts {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  const startedAt = new Date(performance.timeOrigin);
  return () => {
    // The histogram measures gaps between ticks of a timer, which include the timer's own interval.
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
