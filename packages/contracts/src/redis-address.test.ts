import { expect, test } from "vitest";
import { parseRedisAddress } from "./redis-address.ts";

test("parseRedisAddress returns the URL of a single server", () => {
  for (const url of ["redis://localhost", "rediss://user:p%40ss@redis.example:6380/2"])
    expect(parseRedisAddress(url)).toEqual({ kind: "single", url });
});

test("parseRedisAddress returns the nodes of a cluster", () => {
  expect(parseRedisAddress("redis+cluster://a:7000,b,[::1]:7002")).toEqual({
    kind: "cluster",
    nodes: [
      { host: "a", port: 7000 },
      { host: "b", port: 6379 },
      { host: "::1", port: 7002 },
    ],
    username: undefined,
    password: undefined,
    isTls: false,
  });
});

test("parseRedisAddress returns sentinels and the name of their master", () => {
  expect(parseRedisAddress("rediss+sentinel://:p%40ss@a,b:26380/main/1")).toEqual({
    kind: "sentinel",
    sentinels: [
      { host: "a", port: 26379 },
      { host: "b", port: 26380 },
    ],
    name: "main",
    db: 1,
    username: undefined,
    password: "p@ss",
    isTls: true,
  });
});

test.each([
  ["http://localhost", "must begin with"],
  ["redis+cluster://", "must begin with"],
  ["redis+cluster://a:7000/1", "no path"],
  ["redis+cluster://a:port,b", "host:port"],
  ["redis+cluster://a,,b", "host:port"],
  ["redis+sentinel://a:26379", "name the master"],
])("parseRedisAddress rejects %s without repeating it", (url, reason) => {
  expect(() => parseRedisAddress(url)).toThrow(reason);
});
