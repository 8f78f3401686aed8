import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { withRedisPassword } from "./redis-password.ts";
import { RedisUrl } from "./settings.ts";

test.each([
  ["redis://host:6379", "redis://:p%40%3A%2F@host:6379"],
  ["rediss://user@host:6380/2", "rediss://user:p%40%3A%2F@host:6380/2"],
  ["redis://user:@host", "redis://user:p%40%3A%2F@host"],
  ["redis+cluster://a:7000,b:7001", "redis+cluster://:p%40%3A%2F@a:7000,b:7001"],
  ["rediss+sentinel://user@a,b/main/1", "rediss+sentinel://user:p%40%3A%2F@a,b/main/1"],
  ["redis://user:own@host", "redis://user:own@host"],
  ["redis+cluster://:own@a,b", "redis+cluster://:own@a,b"],
  ["http://host", "http://host"],
])("withRedisPassword turns %s into %s", (url, expected) => {
  expect(withRedisPassword(url, "p@:/")).toBe(expected);
});

test("loadConfig adds REDIS_PASSWORD to Redis URLs without a password", () => {
  const settings = { REDIS_CACHE_URL: RedisUrl, REDIS_QUEUE_URL: RedisUrl };
  const env = { REDIS_URL: "redis://cache", REDIS_QUEUE_URL: "redis://:own@queue", REDIS_PASSWORD: "secret" };

  expect(loadConfig(settings, env)).toEqual({
    REDIS_CACHE_URL: "redis://:secret@cache",
    REDIS_QUEUE_URL: "redis://:own@queue",
  });
});

test("loadConfig rejects an unreadable REDIS_PASSWORD_FILE only if a setting names a Redis", () => {
  const env = { REDIS_CACHE_URL: "redis://cache", REDIS_PASSWORD_FILE: "/nowhere" };

  expect(() => loadConfig({ REDIS_CACHE_URL: RedisUrl }, env)).toThrow(/REDIS_PASSWORD_FILE: .*ENOENT/);
  expect(loadConfig({}, env)).toEqual({});
});
