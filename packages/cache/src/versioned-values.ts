import type { Redis } from "ioredis";

/**
 * Versioned values in Redis, which a slow writer cannot replace by older ones. Each begins with its version and a bar.
 * A value that ends with the bar is a tombstone: query the database.
 */
export interface VersionedValues {
  /**
   * Writes a value unless Redis has a newer version. If Redis is out of memory, it deletes the old value.
   *
   * @param notice published afterwards in any case
   * @throws Error when Redis does not answer in time
   */
  put(key: string, version: number, value: string, ttlMs: number, notice?: Notice): Promise<void>;
  /** Replaces values up to a version by a tombstone. */
  invalidate(key: string, version: number, notice?: Notice): Promise<void>;
}

export interface Notice {
  channel: string;
  message: string;
}

/** Must outlive every reader that may still hold an older row. */
export const tombstoneTtlMs = 60_000;

/** A full server refuses SET but not DEL: a value that cannot be updated must be deleted. */
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
      await scripts.setIfNewer(key, version, `${version}|`, tombstoneTtlMs, ...toArguments(notice));
    },
  };
}

function toArguments(notice: Notice | undefined): string[] {
  return notice ? [notice.channel, notice.message] : [];
}
