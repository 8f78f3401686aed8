/** The work of a page's main thread while it was traced. */
export interface Traced {
  /** Processor time of the longest task (ms). */
  longestMs: number;
  /** Tasks of over 50 ms of processor time. */
  longTasks: number;
  drawn: number;
  dropped: number;
}

export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Begin (µs). */
  ts: number;
  /** Processor time (µs). */
  tdur?: number;
  args?: {
    name?: string;
    data?: { documentLoaderURL?: string };
    chrome_frame_reporter?: FrameReport;
    frame_reporter?: FrameReport;
  };
}

interface FrameReport {
  state?: string;
}

const longTaskMs = 50;

/** Reads a trace of Chromium. Processor time, since a busy machine interrupts tasks. */
export function readTrace(trace: Buffer): Traced {
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString());
  const page = findMainThread(traceEvents);
  const states = traceEvents
    .filter(({ name, ph, pid }) => name === "PipelineReporter" && ph === "b" && pid === page.pid)
    .map(({ args }) => (args?.chrome_frame_reporter ?? args?.frame_reporter)?.state ?? "");
  return {
    longestMs: Math.max(0, ...page.taskMs),
    longTasks: page.taskMs.filter(ms => ms > longTaskMs).length,
    drawn: states.filter(state => state.startsWith("STATE_PRESENTED")).length,
    dropped: states.filter(state => state === "STATE_DROPPED").length,
  };
}

/**
 * The time for which tasks of over 50 ms block a page from its navigation on, as Lighthouse's total blocking time, but of processor time.
 *
 * @param slowdown of the device that it stands for
 */
export function toBlockingMs(events: readonly TraceEvent[], origin: string, slowdown: number): number {
  const start = events.findLast(
    ({ name, args }) => name === "navigationStart" && args?.data?.documentLoaderURL?.startsWith(origin),
  );
  const tasks = events.filter(
    ({ name, pid, tid, ts }) => name === "RunTask" && pid === start?.pid && tid === start.tid && ts >= start.ts,
  );
  return sum(tasks.map(({ tdur = 0 }) => Math.max(0, (tdur / 1_000) * slowdown - longTaskMs)));
}

/** The busiest main thread, as a browser has other renderers. */
function findMainThread(events: readonly TraceEvent[]): { pid?: number; taskMs: number[] } {
  const threads = events
    .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({ pid, tid }) => {
      const own = events.filter(each => each.pid === pid && each.tid === tid && each.name === "RunTask");
      return { pid, taskMs: own.map(({ tdur = 0 }) => tdur / 1_000) };
    });
  return threads.toSorted((a, b) => sum(b.taskMs) - sum(a.taskMs))[0] ?? { taskMs: [] };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
