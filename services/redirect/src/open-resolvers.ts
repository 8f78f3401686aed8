import {
  createDomainCache,
  createLinkCache,
  createSubscriber,
  type LinkCache,
  listenForLinkChanges,
  settled,
} from "@shunt/cache";
import { addScrapeGauge, type Registry } from "@shunt/runtime";
import { createDomainResolver } from "./domains/domain-resolver.ts";
import { findDomains } from "./domains/find-domains.ts";
import { createMissLimit } from "./http/miss-limit.ts";
import { findLinks } from "./links/find-links.ts";
import { createGuard, type Guard } from "./links/guard.ts";
import { createFindLinkFacts } from "./links/link-facts.ts";
import { createLinkResolver } from "./links/link-resolver.ts";
import { createLookUp, type Dependency, type LookUp, type LookUpKind, type LookUpOptions } from "./links/look-up.ts";
import { MemoryCache } from "./links/memory-cache.ts";
import { MissingCodes } from "./links/missing-codes.ts";
import type { ChangeListener } from "./links/recent-changes.ts";
import { createReplica, type Replica, readPosition } from "./links/replica.ts";
import { postgresTimeoutMs, redisTimeoutMs, type Stores } from "./open-stores.ts";
import { type Root, sinceStart } from "./root.ts";
import { traceLookUp } from "./tracing/trace-look-up.ts";

/** Time without a reply after which the subscriber's connection counts as lost. */
const subscriberTimeoutMs = 2_000;
const linkTtlMs = 60_000;

/** Opens the resolvers of domains and links. Resolves after the first attempt to connect to Redis. */
export async function openResolvers(root: Root, stores: Stores) {
  const { config, lifecycle, metrics } = root;
  const { db, redis, onError } = stores;
  const guards = { redis: createGuard("redis", redisTimeoutMs), postgres: createGuard("postgres", postgresTimeoutMs) };
  const replica = openReplica(root, stores, guards.postgres, () => resolver.forgetAll());
  const lookUpFor = createLookUps(root, { ...guards, onError });
  const linkCache = createLinkCache(redis);
  const domainCache = createDomainCache(redis);
  const memory = new MemoryCache({ ...config.memory, linkTtlMs, now: sinceStart });
  const resolver = createLinkResolver({
    memory,
    missing: new MissingCodes(sinceStart),
    lookUp: lookUpFor("link", {
      replica: replica?.ofLinks,
      fromRedis: linkCache.findMany,
      fromPostgres: addresses => findLinks(db, addresses),
      toRedis: linkCache.put,
    }),
    now: sinceStart,
  });
  addGauges(metrics.registry, memory, { ...guards, ...(replica && { postgres_replica: replica.guard }) });
  await listenForChanges(root, stores, linkCache, replica ? [replica.changes, resolver] : [resolver]);
  // It queries Redis at once, so it is created only after the first attempt to connect.
  const domains = createDomainResolver({
    baseUrl: config.baseUrl,
    lookUp: lookUpFor("domain", {
      replica: replica?.ofDomains,
      fromRedis: domainCache.findMany,
      fromPostgres: hosts => findDomains(db, hosts),
      toRedis: domainCache.put,
    }),
    limit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    now: sinceStart,
  });
  lifecycle.open("domains", domains);
  const findFacts = createFindLinkFacts({ db, postgres: guards.postgres, onError: err => onError(err, "postgres") });
  return { domains, resolver, findFacts };
}

function openReplica(
  { lifecycle, metrics }: Root,
  { db, replicaDb, onError }: Stores,
  primary: Guard,
  onMeasured: () => void,
): Replica | undefined {
  if (replicaDb === undefined) return undefined;
  const replica = createReplica({
    db: replicaDb,
    guard: createGuard("the replica", postgresTimeoutMs),
    readPrimaryPosition: () => primary(() => readPosition(db)),
    onMeasured,
    onError: err => onError(err, "postgres"),
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_replica_changed_links",
    help: "Recently changed links, which are not looked up in the replica",
    read: replica.recentChanges,
    aggregator: "max",
  });
  return lifecycle.open("replica position", replica);
}

type Shared = Pick<LookUpOptions<unknown, unknown>, "redis" | "postgres" | "onError">;

/** Creates look-ups with shared guards, metrics, and spans if tracing is on. */
function createLookUps({ tracing, metrics }: Root, shared: Shared) {
  return <K, V>(kind: LookUpKind, options: Omit<LookUpOptions<K, V>, keyof Shared | "onQuery">): LookUp<K, V> => {
    const onQuery = (dependency: Dependency, count: number) => metrics.lookedUp(kind, dependency, count);
    const all = { ...shared, ...options, onQuery };
    return tracing ? traceLookUp(tracing, kind, all) : createLookUp(all);
  };
}

async function listenForChanges(
  { config, lifecycle }: Root,
  { redis, onError }: Stores,
  linkCache: LinkCache,
  listeners: readonly ChangeListener[],
) {
  const onRedisError = (err: unknown) => onError(err, "redis");
  const subscriber = createSubscriber({
    url: config.redis.cacheUrl,
    name: "shunt-redirect-changes",
    commandTimeoutMs: subscriberTimeoutMs,
    autoPipelining: true,
    onError: onRedisError,
  });
  const notify = (message: (listener: ChangeListener) => void) => listeners.forEach(message);
  const stopListening = listenForLinkChanges(subscriber, {
    async onChange(change, isCached) {
      // A management service of the previous release does not write the keys of this one.
      if (!isCached) await linkCache.invalidate(change, change.version).catch(onRedisError);
      notify(listener => listener.forget(change));
    },
    onFlush: () => notify(listener => listener.forgetAll()),
    onListening: () => notify(listener => listener.setTrusted(true)),
    onLost: () => notify(listener => listener.setTrusted(false)),
  });
  lifecycle.onStop("redis subscriber", stopListening);
  await Promise.all([settled(redis), settled(subscriber)]);
}

function addGauges(registry: Registry, memory: MemoryCache, guards: Partial<Record<Dependency, Guard>>): void {
  addScrapeGauge(registry, { name: "shunt_link_cache_entries", help: "Links in memory", read: () => memory.size });
  addScrapeGauge(registry, {
    name: "shunt_link_cache_bytes",
    help: "Estimated size of the links in memory, in bytes",
    read: () => memory.bytes,
  });
  addScrapeGauge(registry, {
    name: "shunt_breaker_open",
    help: "State of the circuit breaker of a dependency: 1 open, 0.5 half-open, 0 closed",
    label: "dependency",
    read: () => Object.fromEntries(Object.entries(guards).map(([name, guard]) => [name, guard.state()])),
    aggregator: "max",
  });
}
