import { Problem } from "@shunt/contracts/problem";
import { toClientNetwork, toSiteNetwork } from "@shunt/runtime";

/**
 * Limits the misses of each client network, because a client that keeps requesting unknown codes is guessing. Above the
 * limit it gets no look-ups. Links in memory still redirect, for other clients of the same network.
 */
export interface MissLimit {
  /** Counts a miss without a look-up. Returns 0 within the limit, else the seconds until the client may miss again. */
  count(address: string): number;
  /**
   * Runs a look-up that may be a miss. Look-ups in flight count as misses until they end, so that a burst gets no more
   * look-ups than a sequence would. A look-up that could exceed the limit waits for those in flight.
   *
   * @throws Problem "rate-limited" above the limit, "unavailable" when too many look-ups of this client wait
   */
  run<T>(address: string, lookUp: () => Promise<T>, isMiss: (found: T) => boolean): Promise<T>;
}

interface Bucket {
  key: string;
  limit: number;
  misses: number;
  inFlight: number;
  waiting: (() => void)[];
}

const windowMs = 60_000;
/** Counted networks; above it the oldest are dropped. */
const maxBuckets = 50_000;
/** Waiting look-ups per network. */
const maxWaiting = 1_000;
/** A /48 site contains 65,536 client networks; together they may miss this many times the limit. */
const clientsPerSite = 16;

/** @param limit misses per minute of a client network; 0 for no limit */
export function createMissLimit(limit: number, now: () => number): MissLimit {
  let windowEndsAt = 0;
  const buckets = new Map<string, Bucket>();

  function bucketsOf(address: string): Bucket[] {
    const at = now();
    if (at >= windowEndsAt) {
      buckets.clear();
      windowEndsAt = at + windowMs;
    }
    const site = toSiteNetwork(address);
    const client = toBucket(toClientNetwork(address), limit);
    return site === undefined ? [client] : [client, toBucket(site, limit * clientsPerSite)];
  }

  function toBucket(key: string, bucketLimit: number): Bucket {
    return buckets.get(key) ?? { key, limit: bucketLimit, misses: 0, inFlight: 0, waiting: [] };
  }

  function store(bucket: Bucket): void {
    if (buckets.has(bucket.key)) return;
    if (buckets.size >= maxBuckets) buckets.delete(buckets.keys().next().value as string);
    buckets.set(bucket.key, bucket);
  }

  function retryAfter(counted: readonly Bucket[]): number {
    const isOverLimit = counted.some(({ misses, limit: maxMisses }) => misses >= maxMisses);
    return isOverLimit ? Math.max(1, Math.ceil((windowEndsAt - now()) / 1_000)) : 0;
  }

  /** Waits until the address may start a look-up, counts it as in flight, and returns its buckets. */
  async function acquire(address: string): Promise<Bucket[]> {
    for (;;) {
      const counted = bucketsOf(address);
      const seconds = retryAfter(counted);
      if (seconds > 0) throw new Problem("rate-limited", undefined, { retryAfterSeconds: seconds });
      const full = counted.find(({ misses, inFlight, limit: maxMisses }) => misses + inFlight >= maxMisses);
      if (full === undefined) {
        for (const bucket of counted) {
          bucket.inFlight += 1;
          store(bucket);
        }
        return counted;
      }
      if (full.waiting.length >= maxWaiting) throw new Problem("unavailable");
      await new Promise<void>(resolve => full.waiting.push(resolve));
    }
  }

  function release(counted: readonly Bucket[], isMiss: boolean): void {
    for (const bucket of counted) {
      bucket.inFlight -= 1;
      if (isMiss) bucket.misses += 1;
      wake(bucket);
      const isUnused = bucket.misses === 0 && bucket.inFlight === 0 && bucket.waiting.length === 0;
      if (isUnused && buckets.get(bucket.key) === bucket) buckets.delete(bucket.key);
    }
  }

  return {
    count(address) {
      if (limit === 0) return 0;
      const counted = bucketsOf(address);
      const seconds = retryAfter(counted);
      if (seconds > 0) return seconds;
      for (const bucket of counted) {
        bucket.misses += 1;
        store(bucket);
      }
      return 0;
    },
    async run(address, lookUp, isMiss) {
      if (limit === 0) return lookUp();
      const counted = await acquire(address);
      let missed = false;
      try {
        const found = await lookUp();
        missed = isMiss(found);
        return found;
      } finally {
        release(counted, missed);
      }
    },
  };
}

/** Resumes the look-ups that may start now, or all of them once the limit is reached, to be refused. */
function wake({ limit, misses, inFlight, waiting }: Bucket): void {
  const count = misses >= limit ? waiting.length : limit - misses - inFlight;
  for (const resume of waiting.splice(0, count)) resume();
}
