import type { CachedLink } from "@shunt/contracts";
import type { Redis } from "ioredis";
import { decodeLink, encodeLink, encodeVoid } from "./link-encoding.ts";
import { linkKey } from "./link-key.ts";

/** What Redis knows of links. Every write carries a version and never replaces a newer one. */
export interface LinkCache {
  /** @throws Error when Redis does not answer in time. */
  find(domainId: number, code: string): Promise<CachedLink | undefined>;
  /** Whether the link was written; false when a newer version is there already. */
  put(domainId: number, code: string, link: CachedLink): Promise<boolean>;
  /** Makes everything up to `version` void, so that the next reader asks Postgres. */
  invalidate(domainId: number, code: string, version: number): Promise<void>;
}

/** How long a link stays in Redis unread or read: reading does not extend it. */
const linkTtlMs = 60 * 60_000;
/** Keeps links that were cached together from expiring together. */
const jitter = 0.1;
/** Must outlive every reader that may still hold an older row. */
const voidTtlMs = 60_000;

const setIfNewer = `
local current = redis.call("get", KEYS[1])
if current then
  local version = tonumber(string.match(current, "^(%d+)|"))
  if version and version > tonumber(ARGV[1]) then return 0 end
end
redis.call("set", KEYS[1], ARGV[2], "px", ARGV[3])
return 1`;

export function createLinkCache(redis: Redis): LinkCache {
  redis.defineCommand("setIfNewer", { numberOfKeys: 1, lua: setIfNewer });
  const scripted = redis as Redis & { setIfNewer(key: string, ...args: (string | number)[]): Promise<number> };
  return {
    async find(domainId, code) {
      const value = await redis.get(linkKey(domainId, code));
      return value === null ? undefined : decodeLink(value);
    },
    async put(domainId, code, link) {
      const ttlMs = Math.round(linkTtlMs * (1 + jitter * (2 * Math.random() - 1)));
      return (await scripted.setIfNewer(linkKey(domainId, code), link.version, encodeLink(link), ttlMs)) === 1;
    },
    async invalidate(domainId, code, version) {
      await scripted.setIfNewer(linkKey(domainId, code), version, encodeVoid(version), voidTtlMs);
    },
  };
}
