import type { Redis } from "ioredis";

/** Which host belongs to which domain, so that links of own domains are found while Postgres is away. */
export interface DomainCache {
  /** @throws Error when Redis does not answer in time. */
  findMany(hosts: readonly string[]): Promise<(number | undefined)[]>;
  /** @throws Error when Redis does not answer in time. */
  put(host: string, domainId: number): Promise<void>;
}

/** A domain that is taken away keeps working for at most so long. */
const ttlMs = 10 * 60_000;

export function createDomainCache(redis: Redis): DomainCache {
  return {
    async findMany(hosts) {
      const values = await redis.mget(hosts.map(domainKey));
      return values.map(value => (value === null ? undefined : Number(value)));
    },
    async put(host, domainId) {
      await redis.set(domainKey(host), domainId, "PX", ttlMs);
    },
  };
}

function domainKey(host: string): string {
  return `d:${host}`;
}
