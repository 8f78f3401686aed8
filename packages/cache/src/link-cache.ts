import type { CachedLink, LinkChange } from "@shunt/contracts/cached";
import type { Redis } from "ioredis";
import { getMany } from "./create-redis.ts";
import { formerKeys, type LinkAddress, linkKey } from "./keys.ts";
import { toNotice } from "./link-changes.ts";
import { decodeLink, encodeLink } from "./link-encoding.ts";
import { createVersionedValues } from "./versioned-values.ts";

/** What Redis knows of links. Every write carries a version and never replaces a newer one. */
export interface LinkCache {
  /**
   * The links behind several addresses, in their order, in one question; undefined where Redis knows nothing, and `null` where
   * what it knew is void, or written by a newer version: then only the database can say.
   *
   * @throws Error when Redis does not answer in time.
   */
  findMany(addresses: readonly LinkAddress[]): Promise<(CachedLink | null | undefined)[]>;
  /**
   * Writes a link, unless a newer version is there already. Where Redis has no room for it, what was there goes.
   *
   * @throws Error when Redis does not answer in time.
   */
  put(address: LinkAddress, link: CachedLink): Promise<void>;
  /** Makes everything up to `version` void, so that the next reader asks Postgres. */
  invalidate(address: LinkAddress, version: number): Promise<void>;
  /**
   * Writes what has become of a link, or makes it void where that is not given, and tells every pod that listens.
   *
   * @throws Error when Redis does not answer in time.
   */
  announce(change: LinkChange, link?: CachedLink): Promise<void>;
  /** Doubles the time that the entry has, once in its life; whoever writes it anew ends that. */
  keepHot(address: LinkAddress): Promise<void>;
}

/** How long a link stays in Redis unread or read: reading does not extend it. */
const linkTtlMs = 60 * 60_000;
/** Keeps links that were cached together from expiring together. */
const jitter = 0.1;

const keepHot = `
local current = redis.call("get", KEYS[1])
if not current or not string.match(current, "^%d+|.") then return 0 end
local ttl = redis.call("pttl", KEYS[1]) + tonumber(ARGV[1])
redis.call("set", KEYS[1], (string.gsub(current, "|", "h|", 1)), "px", ttl)
return 1`;

interface Scripts {
  keepHot(key: string, extraMs: number): Promise<number>;
}

export function createLinkCache(redis: Redis): LinkCache {
  const values = createVersionedValues(redis);
  redis.defineCommand("keepHot", { numberOfKeys: 1, lua: keepHot });
  const scripts = redis as Redis & Scripts;
  return {
    async findMany(addresses) {
      const found = await getMany(redis, addresses.map(linkKey));
      return found.map(value => (value === null ? undefined : (decodeLink(value) ?? null)));
    },
    put: (address, link) => values.put(linkKey(address), link.version, encodeLink(link), drawTtlMs()),
    invalidate: (address, version) => values.invalidate(linkKey(address), version),
    async announce(change, link) {
      const key = linkKey(change);
      // First, so that a pod of the version before does not read it again once it is notified.
      await values.invalidate(formerKeys.link(change), change.version);
      if (link) await values.put(key, link.version, encodeLink(link), drawTtlMs(), toNotice(change));
      else await values.invalidate(key, change.version, toNotice(change));
    },
    async keepHot(address) {
      await scripts.keepHot(linkKey(address), linkTtlMs);
    },
  };
}

function drawTtlMs(): number {
  return Math.round(linkTtlMs * (1 + jitter * (2 * Math.random() - 1)));
}
