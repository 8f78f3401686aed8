/** Too many keys wait already. The loader rejects at once, because waiting would be in vain. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

/** A caller that waits for the value of a key. */
export interface Waiter<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
}

export interface BatchLoaderOptions<K, V> {
  /** Returns the values in the order of the keys. Must settle in bounded time. */
  loadMany: (keys: readonly K[]) => Promise<readonly V[]>;
  /** Resolves the waiter with the value of its key, or passes the waiter on to another source. */
  settle: (waiter: Waiter<K, V>, value: V) => void;
  maxBatch: number;
  /** Limit of concurrent batches. */
  maxInFlight: number;
  /** Limit of keys that wait for a batch. */
  maxWaiting: number;
}

/**
 * Combines look-ups of one turn of the event loop, and those that arrive while `maxInFlight` batches run. Under load, batches grow
 * instead of their number.
 */
export class BatchLoader<K, V> {
  readonly #options: BatchLoaderOptions<K, V>;
  #waiting: Waiter<K, V>[] = [];
  #inFlight = 0;
  #isScheduled = false;

  constructor(options: BatchLoaderOptions<K, V>) {
    this.#options = options;
  }

  /** Rejects the waiter with `Overloaded`, or with the error of `loadMany` for its batch. */
  add(waiter: Waiter<K, V>): void {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      waiter.reject(new Overloaded("too many look-ups are waiting"));
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

/** Limits for a service with twenty database connections. */
const bounds = { maxBatch: 200, maxInFlight: 4, maxWaiting: 10_000 };

/**
 * Turns a look-up of many keys into a look-up of one. Concurrent calls share a query.
 *
 * @param loadMany returns the values in the order of the keys; must settle in bounded time
 */
export function inBatches<K, V>(loadMany: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new BatchLoader<K, V>({ ...bounds, loadMany, settle: (waiter, value) => waiter.resolve(value) });
  return key => new Promise((resolve, reject) => loader.add({ key, resolve, reject }));
}
