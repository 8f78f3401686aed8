import { useSyncExternalStore } from "react";
import type { RowFailure } from "./send-rows.ts";

/** The bulk action that is running, and what the last one could not do. */
export interface BulkState {
  /** Undefined while none runs. */
  job: { done: number; total: number; stop: () => void } | undefined;
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

/** Runs an action with progress on the screen. One at a time: the bar offers no second. @param total steps */
export async function runJob<T>(total: number, work: (tools: JobTools) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  change({ ...state, job: { done: 0, total, stop: () => controller.abort() } });
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
