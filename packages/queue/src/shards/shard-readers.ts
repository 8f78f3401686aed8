import type { QueueName } from "../names.ts";

/** What takes the batches of one shard. */
export interface ShardReader {
  isRunning(): boolean;
  /** Takes so many batches at once from now on. */
  setConcurrency(count: number): void;
  /** Finishes those in hand. */
  stop(): Promise<void>;
}

/** Readers of as many shards as are wanted, which share what may be in hand. */
export class ShardReaders {
  readonly #concurrency: number;
  readonly #open: (shard: QueueName) => ShardReader;
  readonly #readers = new Map<QueueName, ShardReader>();
  readonly #stopping = new Set<Promise<void>>();

  /** @param concurrency batches in hand at once, of all shards together; not below the number of shards */
  constructor(concurrency: number, open: (shard: QueueName) => ShardReader) {
    this.#concurrency = concurrency;
    this.#open = open;
  }

  /** How many shards are read. */
  get count(): number {
    return this.#readers.size;
  }

  isRunning(): boolean {
    return [...this.#readers.values()].every(reader => reader.isRunning());
  }

  /** Reads these, and no other. */
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
