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
import type { ChangeListener } from "./links/heard-changes.ts";
import { createLinkResolver } from "./links/link-resolver.ts";
import { createLookUp, type Dependency, type LookUp, type LookUpOptions } from "./links/look-up.ts";
import { MemoryCache } from "./links/memory-cache.ts";
import { MissingCodes } from "./links/missing-codes.ts";
import { createReplica, type Replica, readPosition } from "./links/replica.ts";
import { postgresTimeoutMs, redisTimeoutMs, type Stores } from "./open-stores.ts";
import { type Root, sinceStart } from "./root.ts";
import { traceLookUp } from "./tracing/trace-look-up.ts";

/** Silence of the subscription after which its connection counts as lost. */
const subscriberTimeoutMs = 2_000;
const linkTtlMs = 60_000;

/** Finds domains and links: in memory, in Redis, and in Postgres or its replica. Settles once Redis has been tried. */
export async function createResolving(root: Root, stores: Stores) {
  const { config, lifecycle, metrics } = root;
  const { db, redis, onError } = stores;
  const guards = { redis: createGuard("redis", redisTimeoutMs), postgres: createGuard("postgres", postgresTimeoutMs) };
  const replica = openReplica(root, stores, guards.postgres, () => resolver.forgetAll());
  const lookUpOf = createLookUps(root, { ...guards, onError });
  const linkCache = createLinkCache(redis);
  const domainCache = createDomainCache(redis);
  const memory = new MemoryCache({ ...config.memory, linkTtlMs, now: sinceStart });
  const resolver = createLinkResolver({
    memory,
    missing: new MissingCodes(sinceStart),
    lookUp: lookUpOf("link", {
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
    lookUp: lookUpOf("domain", {
      replica: replica?.ofDomains,
      fromRedis: domainCache.findMany,
      fromPostgres: hosts => findDomains(db, hosts),
      toRedis: domainCache.put,
    }),
    limit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    now: sinceStart,
  });
  lifecycle.open("domains", domains);
  return { domains, resolver };
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
    askPrimary: () => primary(() => readPosition(db)),
    onMeasured,
    onError: err => onError(err, "postgres"),
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_replica_changed_links",
    help: "Links that changed so lately that the replica is not asked for them",
    read: replica.changedLately,
    aggregator: "max",
  });
  return lifecycle.open("measuring of the replica", replica);
}

type What = "link" | "domain";
type Shared = Pick<LookUpOptions<unknown, unknown>, "redis" | "postgres" | "onError">;

/** Makes look-ups that share the guards, are counted, and are traced if anything is. */
function createLookUps({ tracing, metrics }: Root, shared: Shared) {
  return <K, V>(what: What, options: Omit<LookUpOptions<K, V>, keyof Shared | "onAsked">): LookUp<K, V> => {
    const onAsked = (dependency: Dependency, count: number) => metrics.lookedUp(what, dependency, count);
    const all = { ...shared, ...options, onAsked };
    return tracing ? traceLookUp(tracing, what, all) : createLookUp(all);
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
      // By a management service of the version before, which does not write the keys of this one.
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
    help: "What the links in memory take, roughly",
    read: () => memory.bytes,
  });
  addScrapeGauge(registry, {
    name: "shunt_breaker_open",
    help: "1 while a dependency is not asked, 0.5 while it is tried, else 0",
    label: "dependency",
    read: () => Object.fromEntries(Object.entries(guards).map(([name, guard]) => [name, guard.state()])),
    aggregator: "max",
  });
}
