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
  /** Processor time (µs). */
  tdur?: number;
  args?: { name?: string; chrome_frame_reporter?: FrameReport; frame_reporter?: FrameReport };
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
 * The time for which tasks of over 50 ms block a page, as Lighthouse's total blocking time, but of processor time.
 *
 * @param slowdown of the device that it stands for
 */
export function toBlockingMs(events: readonly TraceEvent[], slowdown: number): number {
  return sum(findMainThread(events).taskMs.map(ms => Math.max(0, ms * slowdown - longTaskMs)));
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
