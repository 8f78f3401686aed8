import type { QueueName } from "../names.ts";

/** A shard that is not configured is read this long after its last batch, as more may follow (ms). */
const keptMs = 60_000;

/** The shards to read: the configured ones, and others that recently had batches. */
export class WantedShards {
  readonly #configured: readonly QueueName[];
  readonly #now: () => number;
  readonly #lastBatchAt = new Map<QueueName, number>();

  /** @param now milliseconds */
  constructor(configured: readonly QueueName[], now: () => number) {
    this.#configured = configured;
    this.#now = now;
  }

  markActive(shard: QueueName): void {
    this.#lastBatchAt.set(shard, this.#now());
  }

  list(): QueueName[] {
    for (const [shard, at] of this.#lastBatchAt) if (this.#now() - at > keptMs) this.#lastBatchAt.delete(shard);
    return [...new Set([...this.#configured, ...this.#lastBatchAt.keys()])];
  }
}
