import type { QueueName } from "../names.ts";

/** Consumer of one shard. */
export interface ShardReader {
  isRunning(): boolean;
  setConcurrency(count: number): void;
  /** Waits for running batches. */
  stop(): Promise<void>;
}

/** Readers of the wanted shards, which share a concurrency limit. */
export class ShardReaders {
  readonly #concurrency: number;
  readonly #open: (shard: QueueName) => ShardReader;
  readonly #readers = new Map<QueueName, ShardReader>();
  readonly #stopping = new Set<Promise<void>>();

  /** @param concurrency concurrent batches over all shards; at least the number of shards */
  constructor(concurrency: number, open: (shard: QueueName) => ShardReader) {
    this.#concurrency = concurrency;
    this.#open = open;
  }

  get count(): number {
    return this.#readers.size;
  }

  isRunning(): boolean {
    return [...this.#readers.values()].every(reader => reader.isRunning());
  }

  /** Reads exactly these shards. */
  read(shards: readonly QueueName[]): void {
    for (const [shard, reader] of this.#readers) if (!shards.includes(shard)) this.#stop(shard, reader);
    for (const shard of shards) if (!this.#readers.has(shard)) this.#readers.set(shard, this.#open(shard));
    const share = Math.max(1, Math.floor(this.#concurrency / this.#readers.size));
    for (const reader of this.#readers.values()) reader.setConcurrency(share);
  }

  async stop(): Promise<void> {
    this.read([]);
    await Promise.all(this.#stopping);
  }

  #stop(shard: QueueName, reader: ShardReader): void {
    this.#readers.delete(shard);
    const stopped = reader.stop().finally(() => this.#stopping.delete(stopped));
    this.#stopping.add(stopped);
  }
}
