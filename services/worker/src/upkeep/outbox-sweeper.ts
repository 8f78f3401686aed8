import { repeat } from "@shunt/runtime";

export interface OutboxSweeperDeps {
  /** Tells the caches what they have not been told; returns how much that was. */
  sweep: () => Promise<number>;
  onSwept: (changes: number) => void;
  onError: (err: unknown) => void;
}

const everyMs = 1_000;

/**
 * Sweeps the outbox once a second, in every worker: doing it twice changes nothing. Not by the queue, as the other
 * upkeep: right after an outage of Redis the caches are wrong, and the queue takes its time to recover.
 */
export function startOutboxSweeper({ sweep, onSwept, onError }: OutboxSweeperDeps): { stop(): Promise<void> } {
  const run = async () => {
    const changes = await sweep();
    if (changes > 0) onSwept(changes);
  };
  return repeat({ run, everyMs, onError });
}
