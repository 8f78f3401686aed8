import type { Redis } from "ioredis";
import { mastersOf } from "./create-redis.ts";
import { cachedPatterns } from "./keys.ts";
import { publishFlush } from "./link-changes.ts";
import { tombstoneTtlMs } from "./versioned-values.ts";

/** Keys per scan and script call; it blocks other commands for about a millisecond. */
const keysPerStep = 1_000;

/**
 * Replaces values by tombstones: after a plain delete, a slow reader could still write an older row. Values without a
 * version are foreign or broken and are deleted. So is every value that a full server cannot replace.
 */
const invalidateKeys = `
local count = 0
for _, key in ipairs(KEYS) do
  local value = redis.pcall("get", key)
  local version = type(value) == "string" and string.match(value, "^(%d+)h?|")
  if not version then
    count = count + redis.call("unlink", key)
  elseif string.match(value, "|.") then
    local reply = redis.pcall("set", key, version .. "|", "px", ARGV[1])
    if reply.err then redis.call("unlink", key) end
    count = count + 1
  end
end
return count`;

interface Scripts {
  invalidateKeys(keyCount: number, ...keysAndTtl: (string | number)[]): Promise<number>;
}

/**
 * Invalidates all cached links and domains in Redis, and in the memory of every redirect process. Other keys stay untouched. Returns
 * the number of invalidated values.
 *
 * @param onProgress called with the count so far
 */
export async function flushCaches(redis: Redis, onProgress: (count: number) => void = () => {}): Promise<number> {
  redis.defineCommand("invalidateKeys", { lua: invalidateKeys });
  const scripts = redis as Redis & Scripts;
  const masters = mastersOf(redis);
  let count = 0;
  for (const master of masters) {
    for await (const keys of scanKeys(master)) {
      // A cluster allows no script across slots.
      const groups = masters.length > 1 ? keys.map(key => [key]) : [keys];
      const counts = await Promise.all(
        groups.map(group => scripts.invalidateKeys(group.length, ...group, tombstoneTtlMs)),
      );
      count += counts.reduce((sum, each) => sum + each, 0);
      onProgress(count);
    }
  }
  // Last, so that redirects do not load an old entry again.
  await publishFlush(redis);
  return count;
}

async function* scanKeys(master: Redis): AsyncGenerator<string[]> {
  for (const match of cachedPatterns) {
    let cursor = "0";
    do {
      const [next, keys] = await master.scan(cursor, "MATCH", match, "COUNT", keysPerStep);
      if (keys.length > 0) yield keys;
      cursor = next;
    } while (cursor !== "0");
  }
}
