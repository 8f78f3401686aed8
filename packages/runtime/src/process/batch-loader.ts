/** Too many keys wait already: whoever asks now is refused at once instead of waiting in vain. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

/** Somebody who waits for the value of a key. */
export interface Waiter<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
}

export interface BatchLoaderOptions<K, V> {
  /** The values of several keys, in their order. Must settle in bounded time. */
  loadMany: (keys: readonly K[]) => Promise<readonly V[]>;
  /** Gives a waiter the value of its key, or passes the waiter on to somebody who knows more. */
  settle: (waiter: Waiter<K, V>, value: V) => void;
  maxBatch: number;
  /** Batches under way at once. */
  maxInFlight: number;
  /** Keys that may wait for their batch. */
  maxWaiting: number;
}

/**
 * Joins the questions of one turn of the event loop, and those that come while all batches are under way: the busier it
 * gets, the larger are the batches, while a store never sees more than `maxInFlight` of them.
 */
export class BatchLoader<K, V> {
  readonly #options: BatchLoaderOptions<K, V>;
  #waiting: Waiter<K, V>[] = [];
  #inFlight = 0;
  #isScheduled = false;

  constructor(options: BatchLoaderOptions<K, V>) {
    this.#options = options;
  }

  /** Rejects the waiter with `Overloaded`, or with whatever `loadMany` threw for the batch that held its key. */
  add(waiter: Waiter<K, V>): void {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      waiter.reject(new Overloaded("too many wait"));
      return;
    }
    this.#waiting.push(waiter);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#inFlight >= this.#options.maxInFlight) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      while (this.#waiting.length > 0 && this.#inFlight < this.#options.maxInFlight) void this.#run();
    });
  }

  async #run(): Promise<void> {
    const { loadMany, settle, maxBatch } = this.#options;
    const batch = this.#waiting.slice(0, maxBatch);
    this.#waiting = this.#waiting.slice(batch.length);
    this.#inFlight += 1;
    try {
      const values = await loadMany(batch.map(({ key }) => key));
      for (const [i, waiter] of batch.entries()) settle(waiter, values[i] as V);
    } catch (err) {
      for (const { reject } of batch) reject(err);
    } finally {
      this.#inFlight -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}

/** Questions that are asked of a database by the batch. The bounds of a service that has twenty connections. */
const bounds = { maxBatch: 200, maxInFlight: 4, maxWaiting: 10_000 };

/**
 * Makes the question about one key of the question about many: those who ask at the same time share a question to the store.
 *
 * @param loadMany the values of several keys, in their order. Must settle in bounded time.
 */
export function inBatches<K, V>(loadMany: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new BatchLoader<K, V>({ ...bounds, loadMany, settle: (waiter, value) => waiter.resolve(value) });
  return key => new Promise((resolve, reject) => loader.add({ key, resolve, reject }));
}
