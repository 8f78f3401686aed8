import { Problem } from "@shunt/contracts/problem";
import { toClientNetwork, toSiteNetwork } from "@shunt/runtime";

/**
 * Limits the misses of each client network: a client that keeps asking for what does not exist is guessing. Beyond the limit it
 * gets no look-up, so that it learns nothing and costs nothing; what is in memory is answered as ever, for clients behind the
 * same address.
 */
export interface MissLimit {
  /** Counts a miss that needed no look-up. Returns 0 while the client is within its limit, else the seconds until it may miss again. */
  count(address: string): number;
  /**
   * Runs a look-up that may turn out to be a miss. Misses that are still possible count beforehand, so a burst gets no more look-ups
   * than a sequence would: what exceeds the limit waits for those under way, and goes on when they were no misses.
   *
   * @throws Problem "rate-limited" beyond the limit, "unavailable" when too many of this client wait.
   */
  run<T>(address: string, lookUp: () => Promise<T>, isMiss: (found: T) => boolean): Promise<T>;
}

/** What one network has used up in this window. */
interface Bucket {
  key: string;
  limit: number;
  misses: number;
  underWay: number;
  waiting: (() => void)[];
}

const windowMs = 60_000;
/** Networks that are counted at once; beyond it those that were seen first are forgotten. */
const maxBuckets = 50_000;
/** Look-ups of one network that may wait. */
const maxWaiting = 1_000;
/** A site with a /48 has 65,536 networks of the size that counts as one client; together they may miss this many times the limit. */
const clientsPerSite = 16;

/** @param limit misses of a client network within a minute; 0 for any number */
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
    return buckets.get(key) ?? { key, limit: bucketLimit, misses: 0, underWay: 0, waiting: [] };
  }

  function keep(bucket: Bucket): void {
    if (buckets.has(bucket.key)) return;
    if (buckets.size >= maxBuckets) buckets.delete(buckets.keys().next().value as string);
    buckets.set(bucket.key, bucket);
  }

  function retryAfter(counted: readonly Bucket[]): number {
    const isBeyond = counted.some(({ misses, limit: most }) => misses >= most);
    return isBeyond ? Math.max(1, Math.ceil((windowEndsAt - now()) / 1_000)) : 0;
  }

  /** Returns once the address may look up, with its buckets, in which the look-up is noted. */
  async function enter(address: string): Promise<Bucket[]> {
    for (;;) {
      const counted = bucketsOf(address);
      const seconds = retryAfter(counted);
      if (seconds > 0) throw new Problem("rate-limited", undefined, { retryAfterSeconds: seconds });
      const full = counted.find(({ misses, underWay, limit: most }) => misses + underWay >= most);
      if (full === undefined) {
        for (const bucket of counted) {
          bucket.underWay += 1;
          keep(bucket);
        }
        return counted;
      }
      if (full.waiting.length >= maxWaiting) throw new Problem("unavailable");
      await new Promise<void>(resolve => full.waiting.push(resolve));
    }
  }

  function leave(counted: readonly Bucket[], isMiss: boolean): void {
    for (const bucket of counted) {
      bucket.underWay -= 1;
      if (isMiss) bucket.misses += 1;
      wake(bucket);
      const isUnused = bucket.misses === 0 && bucket.underWay === 0 && bucket.waiting.length === 0;
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
        keep(bucket);
      }
      return 0;
    },
    async run(address, lookUp, isMiss) {
      if (limit === 0) return lookUp();
      const counted = await enter(address);
      let missed = false;
      try {
        const found = await lookUp();
        missed = isMiss(found);
        return found;
      } finally {
        leave(counted, missed);
      }
    },
  };
}

/** Lets as many go on as may look up now; all of them when there is nothing left, to be refused. */
function wake({ limit, misses, underWay, waiting }: Bucket): void {
  const count = misses >= limit ? waiting.length : limit - misses - underWay;
  for (const goOn of waiting.splice(0, count)) goOn();
}
