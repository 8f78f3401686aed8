import { useSyncExternalStore } from "react";
import type { RowFailure } from "./send-rows.ts";

interface Work {
  links: number;
  /** Times that each link is handled: 2 if it is read before it is changed. */
  passes: number;
}

interface Job extends Work {
  /** Links handled, in all passes. */
  done: number;
  stop: () => void;
}

/** The bulk action that is running, and what the last one could not do. */
export interface BulkState {
  /** Undefined while none runs. */
  job: Job | undefined;
  failures: readonly RowFailure[];
}

let state: BulkState = { job: undefined, failures: [] };
const listeners = new Set<() => void>();

export function useBulkState(): BulkState {
  return useSyncExternalStore(subscribe, () => state);
}

export function reportFailures(failures: readonly RowFailure[]): void {
  change({ ...state, failures });
}

interface JobTools {
  signal: AbortSignal;
  advance: (steps: number) => void;
}

/** Progress in links, whatever the number of passes. */
export function toProgress({ done, links, passes }: Pick<Job, "done" | "links" | "passes">) {
  return { done: Math.floor(done / passes), share: done / Math.max(1, passes * links) };
}

/** Runs an action with progress on the screen. One at a time: the bar offers no second. */
export async function runJob<T>({ links, passes }: Work, work: (tools: JobTools) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  change({ ...state, job: { links, passes, done: 0, stop: () => controller.abort() } });
  const advance = (steps: number) => {
    if (state.job) change({ ...state, job: { ...state.job, done: state.job.done + steps } });
  };
  try {
    return await work({ signal: controller.signal, advance });
  } finally {
    change({ ...state, job: undefined });
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: BulkState): void {
  state = next;
  for (const listener of listeners) listener();
}
