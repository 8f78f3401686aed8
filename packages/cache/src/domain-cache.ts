import type { CachedDomain } from "@shunt/contracts/cached";
import type { Redis } from "ioredis";
import { getMany } from "./create-redis.ts";
import { domainKey, previousKeys } from "./keys.ts";
import { createVersionedValues } from "./versioned-values.ts";

/**
 * Domains by host, so that links on custom domains resolve while Postgres is down. `defaultHost` is the default domain.
 * Methods throw when Redis does not answer in time.
 */
export interface DomainCache {
  /** Reads domains in the order of the hosts; undefined where Redis has no valid entry. */
  findMany(hosts: readonly string[]): Promise<(CachedDomain | undefined)[]>;
  put(host: string, domain: CachedDomain): Promise<void>;
  /** Replaces entries up to `version` by a tombstone, so that the next reader queries Postgres. */
  invalidate(host: string, version: number): Promise<void>;
}

const ttlMs = 10 * 60_000;

/**
 * The first element is the number of the encoding: 1 is a domain without rules, 2 appends them. Readers that do not know
 * the number query Postgres.
 */
type Encoded = [
  encoding: 1 | 2,
  id: number,
  rootUrl: string | null,
  notFoundUrl: string | null,
  expiredUrl: string | null,
  robots: CachedDomain["robots"],
  isCaseSensitive: boolean,
  rules?: CachedDomain["rules"],
];

export function createDomainCache(redis: Redis): DomainCache {
  const values = createVersionedValues(redis);
  return {
    async findMany(hosts) {
      const found = await getMany(redis, hosts.map(domainKey));
      return found.map(value => (value === null ? undefined : decode(value)));
    },
    put: (host, domain) => values.put(domainKey(host), domain.version, encode(domain), ttlMs),
    async invalidate(host, version) {
      await Promise.all([domainKey(host), previousKeys.domain(host)].map(key => values.invalidate(key, version)));
    },
  };
}

function encode({ id, version, rules, ...domain }: CachedDomain): string {
  const { rootUrl, notFoundUrl, expiredUrl, robots, isCaseSensitive } = domain;
  const fields: Encoded = [rules === null ? 1 : 2, id, rootUrl, notFoundUrl, expiredUrl, robots, isCaseSensitive];
  if (rules !== null) fields.push(rules);
  return `${version}|${JSON.stringify(fields)}`;
}

function decode(value: string): CachedDomain | undefined {
  const bar = value.indexOf("|");
  if (bar === value.length - 1) return undefined;
  const fields = JSON.parse(value.slice(bar + 1)) as Encoded;
  const [encoding, id, rootUrl, notFoundUrl, expiredUrl, robots, isCaseSensitive, rules = null] = fields;
  if (encoding !== 1 && encoding !== 2) return undefined;
  const version = Number.parseInt(value, 10);
  return { id, version, rootUrl, notFoundUrl, expiredUrl, robots, isCaseSensitive, rules };
}
