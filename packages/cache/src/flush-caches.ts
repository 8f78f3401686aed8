import type { Redis } from "ioredis";
import { mastersOf } from "./create-redis.ts";
import { cachedPatterns } from "./keys.ts";
import { announceFlush } from "./link-changes.ts";
import { voidTtlMs } from "./versioned-values.ts";

/** Keys that Redis looks at, and are made void, in one step: others wait for a millisecond or so. */
const perStep = 1_000;

/**
 * What a value was becomes void rather than nothing, for as long as a reader may be on its way with a row that is older: an
 * empty place would take it. What has no version is not ours, or broken. A server that is full forgets all the same.
 */
const makeVoid = `
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
  makeVoid(keyCount: number, ...keysAndTtl: (string | number)[]): Promise<number>;
}

/**
 * Makes all that Redis knows of links and domains void, and has every pod ask anew for what it keeps in memory. Nothing else in
 * that Redis is touched. Returns how many values there were.
 *
 * @param onProgress told from time to time how many there were so far
 */
export async function flushCaches(redis: Redis, onProgress: (count: number) => void = () => {}): Promise<number> {
  redis.defineCommand("makeVoid", { lua: makeVoid });
  const scripts = redis as Redis & Scripts;
  const masters = mastersOf(redis);
  let count = 0;
  for (const master of masters) {
    for await (const keys of scanKeys(master)) {
      // In a cluster no script may have keys of several slots.
      const groups = masters.length > 1 ? keys.map(key => [key]) : [keys];
      const counts = await Promise.all(groups.map(group => scripts.makeVoid(group.length, ...group, voidTtlMs)));
      count += counts.reduce((sum, each) => sum + each, 0);
      onProgress(count);
    }
  }
  // Afterwards: a pod that asks anew must not find what was to go.
  await announceFlush(redis);
  return count;
}

async function* scanKeys(master: Redis): AsyncGenerator<string[]> {
  for (const match of cachedPatterns) {
    let cursor = "0";
    do {
      const [next, keys] = await master.scan(cursor, "MATCH", match, "COUNT", perStep);
      if (keys.length > 0) yield keys;
      cursor = next;
    } while (cursor !== "0");
  }
}
