/** Too many keys wait already: whoever asks now is refused at once instead of waiting in vain. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

export interface BatchLoaderOptions<K, V> {
  /** The values of several keys, in their order. Must settle in bounded time. */
  loadMany: (keys: readonly K[]) => Promise<readonly V[]>;
  maxBatch: number;
  /** Batches under way at once. */
  maxInFlight: number;
  /** Keys that may wait for their batch. */
  maxWaiting: number;
}

interface Waiter<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
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

  /** @throws Overloaded, or whatever `loadMany` threw for the batch that held the key. */
  load(key: K): Promise<V> {
    if (this.#waiting.length >= this.#options.maxWaiting) return Promise.reject(new Overloaded("too many wait"));
    const { promise, resolve, reject } = Promise.withResolvers<V>();
    this.#waiting.push({ key, resolve, reject });
    this.#schedule();
    return promise;
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
    const batch = this.#waiting.slice(0, this.#options.maxBatch);
    this.#waiting = this.#waiting.slice(batch.length);
    this.#inFlight += 1;
    try {
      const values = await this.#options.loadMany(batch.map(({ key }) => key));
      for (const [i, { resolve }] of batch.entries()) resolve(values[i] as V);
    } catch (err) {
      for (const { reject } of batch) reject(err);
    } finally {
      this.#inFlight -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}
