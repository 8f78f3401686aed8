import type { Redis } from "ioredis";

/**
 * Values of Redis that a slow writer cannot put back: each begins with its version and a bar. Nothing after the bar means that
 * whatever was known up to that version is void, and the database is to be asked.
 */
export interface VersionedValues {
  /**
   * Writes a value, unless one of a newer version is there. Where Redis has no room for it, what was there goes.
   *
   * @param notice sent to a channel then, in any case
   * @throws Error when Redis does not answer in time.
   */
  put(key: string, version: number, value: string, ttlMs: number, notice?: Notice): Promise<void>;
  /** Makes everything up to a version void. */
  invalidate(key: string, version: number, notice?: Notice): Promise<void>;
}

export interface Notice {
  channel: string;
  message: string;
}

/** Must outlive every reader that may still hold an older row. */
export const voidTtlMs = 60_000;

/** A server that is full refuses to set but not to delete: what it may not be told anew it must forget. */
const setIfNewer = `
local function set()
  local current = redis.call("get", KEYS[1])
  local version = current and tonumber(string.match(current, "^%d+"))
  if version and version > tonumber(ARGV[1]) then return end
  local reply = redis.pcall("set", KEYS[1], ARGV[2], "px", ARGV[3])
  if reply.err then redis.call("del", KEYS[1]) end
end
set()
if ARGV[4] then redis.call("publish", ARGV[4], ARGV[5]) end`;

interface Scripts {
  setIfNewer(key: string, version: number, value: string, ttlMs: number, ...notice: string[]): Promise<null>;
}

export function createVersionedValues(redis: Redis): VersionedValues {
  redis.defineCommand("setIfNewer", { numberOfKeys: 1, lua: setIfNewer });
  const scripts = redis as Redis & Scripts;
  return {
    async put(key, version, value, ttlMs, notice) {
      await scripts.setIfNewer(key, version, value, ttlMs, ...toArguments(notice));
    },
    async invalidate(key, version, notice) {
      await scripts.setIfNewer(key, version, `${version}|`, voidTtlMs, ...toArguments(notice));
    },
  };
}

function toArguments(notice: Notice | undefined): string[] {
  return notice ? [notice.channel, notice.message] : [];
}
