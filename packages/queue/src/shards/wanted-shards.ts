import type { QueueName } from "../names.ts";

/** A shard that is not one's own is read on for so long after its last batch, as more of them may follow. */
const keptMs = 60_000;

/** Which shards to read: one's own, and whichever else had batches of late. */
export class WantedShards {
  readonly #own: readonly QueueName[];
  readonly #now: () => number;
  readonly #lastBatchAt = new Map<QueueName, number>();

  /** @param now milliseconds */
  constructor(own: readonly QueueName[], now: () => number) {
    this.#own = own;
    this.#now = now;
  }

  /** Notes that a shard has batches, or had one just now. */
  saw(shard: QueueName): void {
    this.#lastBatchAt.set(shard, this.#now());
  }

  list(): QueueName[] {
    for (const [shard, at] of this.#lastBatchAt) if (this.#now() - at > keptMs) this.#lastBatchAt.delete(shard);
    return [...new Set([...this.#own, ...this.#lastBatchAt.keys()])];
  }
}
