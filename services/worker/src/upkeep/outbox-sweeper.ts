import { repeat } from "@shunt/runtime";

export interface OutboxSweeperDeps {
  /** Returns the number of published changes. */
  sweep: (stopping: AbortSignal) => Promise<number>;
  onSwept: (changes: number) => void;
  onError: (err: unknown) => void;
}

const everyMs = 1_000;

/**
 * Runs in every worker: publishing a change twice is harmless. Not a queue task, because right after a Redis outage the
 * caches are stale and the queue recovers slowly.
 */
export function startOutboxSweeper({ sweep, onSwept, onError }: OutboxSweeperDeps): { stop(): Promise<void> } {
  const run = async (stopping: AbortSignal) => {
    const changes = await sweep(stopping);
    if (changes > 0) onSwept(changes);
  };
  return repeat({ run, everyMs, onError });
}
