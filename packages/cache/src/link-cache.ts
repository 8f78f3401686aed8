import type { CachedLink, LinkChange } from "@shunt/contracts/cached";
import type { Redis } from "ioredis";
import { getMany } from "./create-redis.ts";
import { type LinkAddress, linkKey, previousKeys } from "./keys.ts";
import { toNotice } from "./link-changes.ts";
import { decodeLink, encodeLink } from "./link-encoding.ts";
import { createVersionedValues } from "./versioned-values.ts";

/** Links in Redis. Writes never replace a newer version. Methods throw when Redis does not answer in time. */
export interface LinkCache {
  /**
   * Reads links in one round trip, in the order of the addresses. Undefined means no entry. `null` means a tombstone or
   * an entry of a newer release: query the primary database.
   */
  findMany(addresses: readonly LinkAddress[]): Promise<(CachedLink | null | undefined)[]>;
  /** Writes a link. If Redis is out of memory, it deletes the old entry. */
  put(address: LinkAddress, link: CachedLink): Promise<void>;
  /** Replaces entries up to `version` by a tombstone, so that the next reader queries Postgres. */
  invalidate(address: LinkAddress, version: number): Promise<void>;
  /**
   * Writes the new state of a link, or a tombstone without `link`, and notifies every subscribed redirect.
   *
   * @param options.isNew the code had no link before, so no cache has an older entry
   */
  announce(change: LinkChange, link?: CachedLink, options?: { isNew?: boolean | undefined }): Promise<void>;
  /** Doubles the TTL of an entry, once. The next write resets it. */
  keepHot(address: LinkAddress): Promise<void>;
}

/** Reads do not extend it. */
const linkTtlMs = 60 * 60_000;
/** Share of the TTL, so that links cached together do not expire together. */
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
    put: (address, link) => values.put(linkKey(address), link.version, encodeLink(link), randomTtlMs()),
    invalidate: (address, version) => values.invalidate(linkKey(address), version),
    async announce(change, link, { isNew = false } = {}) {
      const key = linkKey(change);
      // First, so that a notified redirect of the previous release does not read the old entry again.
      if (!isNew) await values.invalidate(previousKeys.link(change), change.version);
      if (link) await values.put(key, link.version, encodeLink(link), randomTtlMs(), toNotice(change));
      else await values.invalidate(key, change.version, toNotice(change));
    },
    async keepHot(address) {
      await scripts.keepHot(linkKey(address), linkTtlMs);
    },
  };
}

function randomTtlMs(): number {
  return Math.round(linkTtlMs * (1 + jitter * (2 * Math.random() - 1)));
}
