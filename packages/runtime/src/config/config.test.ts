import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { loadConfig } from "./config.ts";
import {
  BaseUrl,
  ClickHouseUrl,
  Count,
  DatabaseUrl,
  Flag,
  LogLevel,
  Networks,
  NetworkText,
  Port,
  PositiveInt,
  RedisUrl,
  SecretKeys,
} from "./settings.ts";

const settings = { DATABASE_URL: DatabaseUrl, SECRET_KEY: SecretKeys, REDIRECT_PORT: Port.default(8000) };
const good = { DATABASE_URL: "postgres://localhost/shunt", SECRET_KEY: "a1".repeat(32) };

test("loadConfig parses variables and applies defaults", () => {
  expect(loadConfig(settings, good)).toEqual({ ...good, SECRET_KEY: [good.SECRET_KEY], REDIRECT_PORT: 8000 });
});

test("loadConfig names every bad variable in one error, without its value", () => {
  const load = () => loadConfig(settings, { SECRET_KEY: "hunter2", REDIRECT_PORT: "99999" });

  expect(load).toThrow(/DATABASE_URL: is not set\n.*SECRET_KEY: .*256 bits.*\n.*REDIRECT_PORT/s);
  expect(load).not.toThrow(/hunter2/);
});

test("loadConfig reads a secret from the file that a _FILE variable names", () => {
  const dir = mkdtempSync(join(tmpdir(), "shunt-config-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, "secret");
  writeFileSync(file, `${good.SECRET_KEY}\n`);

  const config = loadConfig(settings, { DATABASE_URL: good.DATABASE_URL, SECRET_KEY_FILE: file });

  expect(config.SECRET_KEY).toEqual([good.SECRET_KEY]);
});

test("SecretKeys requires 256 bits for each of several secrets", () => {
  const { SECRET_KEY: first } = good;
  const second = "b2".repeat(32);

  expect(loadConfig(settings, { ...good, SECRET_KEY: `${first}, ${second}` }).SECRET_KEY).toEqual([first, second]);
  expect(() => loadConfig(settings, { ...good, SECRET_KEY: `${first},hunter2` })).toThrow("256 bits");
});

test("loadConfig rejects a variable set twice, and an unreadable _FILE", () => {
  expect(() => loadConfig(settings, { ...good, SECRET_KEY_FILE: "/dev/null" })).toThrow("not both");
  expect(() => loadConfig(settings, { DATABASE_URL: good.DATABASE_URL, SECRET_KEY_FILE: "/nowhere" })).toThrow(
    /SECRET_KEY_FILE: .*ENOENT/,
  );
});

test("loadConfig uses REDIS_URL for an unset REDIS_CACHE_URL or REDIS_QUEUE_URL", () => {
  const redis = { REDIS_CACHE_URL: RedisUrl, REDIS_QUEUE_URL: RedisUrl };
  const env = { REDIS_URL: "redis://one", REDIS_QUEUE_URL: "redis://two" };

  expect(loadConfig(redis, env)).toEqual({ REDIS_CACHE_URL: "redis://one", REDIS_QUEUE_URL: "redis://two" });
  expect(() => loadConfig(redis, {})).toThrow("REDIS_CACHE_URL: is not set, and neither is REDIS_URL");
});

test("loadConfig complains once, about the variable that is set", () => {
  const redis = { REDIS_CACHE_URL: RedisUrl, REDIS_QUEUE_URL: RedisUrl };
  const complaintOf = (env: Record<string, string>) => {
    try {
      return loadConfig(redis, env);
    } catch (err) {
      return (err as Error).message;
    }
  };

  expect(complaintOf({ REDIS_URL: "http://one" })).toMatch(/^Bad configuration:\n {2}REDIS_URL: must begin with .*$/);
  expect(complaintOf({ REDIS_URL_FILE: "/nowhere" })).toMatch(/^Bad configuration:\n {2}REDIS_URL_FILE: ENOENT.*$/);
  expect(complaintOf({ REDIS_URL: "redis://one", REDIS_QUEUE_URL: "http://two" })).toMatch(
    /^Bad configuration:\n {2}REDIS_QUEUE_URL: must begin with .*$/,
  );
});

const networks = 'must hold IP addresses or CIDR ranges such as 10.0.0.0/8, separated by commas; "proxy" is neither';

test.each<[z.ZodType, string, string]>([
  [Port, "http", "must be a number"],
  [Port, "80.5", "must be a whole number"],
  [Port, "99999", "must be at most 65535"],
  [Count, "-1", "must be at least 0"],
  [PositiveInt, "0", "must be more than 0"],
  [z.string().min(8), "secret", "must have at least 8 characters"],
  [LogLevel, "loud", "must be one of trace, debug, info, warn, error, fatal, silent"],
  [Flag, "maybe", "must be one of true, 1, yes, on, y, enabled, false, 0, no, off, n, disabled"],
  [BaseUrl, "go.example.com", "must be an origin without a path, such as https://go.example.com"],
  [BaseUrl, "https://go.example.com/links", "must be an origin without a path, such as https://go.example.com"],
  [DatabaseUrl, "mysql://shunt@postgres/shunt", "must begin with postgres://"],
  [
    DatabaseUrl,
    "postgres://shunt:a#b@postgres/shunt",
    "must be a URL such as postgres://user:password@host:5432/shunt, with",
  ],
  [RedisUrl, "localhost:6379", "must begin with redis://"],
  [
    RedisUrl,
    "redis://:a/b@redis:6379",
    "must be a URL such as redis://user:password@host:6379, with special characters",
  ],
  [z.url(), "collector", "must be a URL such as https://example.com"],
  [z.email(), "admin", "must be an email address such as admin@example.com"],
  [NetworkText, "10.0.0.1,proxy", networks],
  [Networks, "10.0.0.1,proxy", networks],
])("loadConfig says what a variable must be: %#", (X, value, message) => {
  expect(() => loadConfig({ X }, { X: value })).toThrow(`Bad configuration:\n  X: ${message}`);
});

test.each([
  ["http://default:secret@clickhouse:8123/shunt", true],
  ["https://clickhouse.example/shunt?max_threads=2", true],
  ["http://clickhouse:8123", false],
  ["http://clickhouse:8123/", false],
  ["http://clickhouse:8123/shunt/clicks", false],
  ["clickhouse://clickhouse:9000/shunt", false],
  ["clickhouse:8123/shunt", false],
])("ClickHouseUrl for %s: %s", (url, isAccepted) => {
  const load = () => loadConfig({ CLICKHOUSE_URL: ClickHouseUrl }, { CLICKHOUSE_URL: url });

  if (isAccepted) expect(load().CLICKHOUSE_URL).toBe(url);
  else expect(load).toThrow("CLICKHOUSE_URL: must be an address with a database, such as");
});
