/** The work of a page's main thread while it was traced. */
export interface Traced {
  /** Processor time of the longest task (ms). */
  longestMs: number;
  /** Tasks of over 50 ms of processor time. */
  longTasks: number;
  drawn: number;
  dropped: number;
}

interface TraceEvent {
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
  const mains = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({ pid, tid }) => {
      const own = traceEvents.filter(each => each.pid === pid && each.tid === tid && each.name === "RunTask");
      return { pid, tasks: own.map(({ tdur = 0 }) => tdur / 1_000) };
    });
  // A browser has other renderers, which are idle.
  const page = mains.toSorted((a, b) => sum(b.tasks) - sum(a.tasks))[0];
  const states = traceEvents
    .filter(({ name, ph, pid }) => name === "PipelineReporter" && ph === "b" && pid === page?.pid)
    .map(({ args }) => (args?.chrome_frame_reporter ?? args?.frame_reporter)?.state ?? "");
  return {
    longestMs: Math.max(0, ...(page?.tasks ?? [])),
    longTasks: page?.tasks.filter(ms => ms > longTaskMs).length ?? 0,
    drawn: states.filter(state => state.startsWith("STATE_PRESENTED")).length,
    dropped: states.filter(state => state === "STATE_DROPPED").length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
