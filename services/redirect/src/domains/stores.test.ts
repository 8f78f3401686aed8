import { createDomainCache, createRedis, settled } from "@shunt/cache";
import { createDb } from "@shunt/db";
import { startTestPostgres, startTestRedis, type TestPostgres, type TestRedis } from "@shunt/testing/stores";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createMissLimit } from "../http/miss-limit.ts";
import { createGuard } from "../links/guard.ts";
import { createLookUp } from "../links/look-up.ts";
import { createDomainResolver, plainDomain } from "./domain-resolver.ts";
import { findDomains } from "./find-domains.ts";

let redis: TestRedis;
let postgres: TestPostgres;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startTestRedis(), startTestPostgres()]);
});
afterAll(() => Promise.all([redis?.stop(), postgres?.stop()]));

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A pod's resolver over both stores, and what management does to domains. Its clock stands still. */
async function aPod() {
  const db = createDb({ url: postgres.url, max: 2, applicationName: "shunt-test", onConnectionError: () => {} });
  const connection = createRedis({ url: redis.url, name: "test", commandTimeoutMs: 1_000, onError: () => {} });
  await settled(connection);
  const cache = createDomainCache(connection);
  const clock = { now: 0 };
  const now = () => clock.now;
  let asked = 0;
  const lookUp = createLookUp({
    redis: createGuard("redis", 2_000),
    postgres: createGuard("postgres", 2_000),
    fromRedis: cache.findMany,
    fromPostgres: hosts => {
      asked += hosts.filter(host => host !== "").length;
      return findDomains(db, hosts);
    },
    toRedis: cache.put,
    onAsked: () => {},
    onError: () => {},
  });
  const resolver = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, limit: createMissLimit(60, now), now });
  stops.push(
    () => db.destroy(),
    () => connection.disconnect(),
    resolver.stop,
  );
  const visit = async (host: string) => resolver.known(host) ?? (await resolver.find(host, "192.0.2.7"));
  const add = (host: string) =>
    db.insertInto("domains").values({ host }).returning(["id", "version"]).executeTakeFirstOrThrow();
  return { db, cache, clock, visit, add, asked: () => asked };
}

test("the first visitor after a pause gets the host's own domain, and each change of it", async () => {
  const { db, cache, clock, visit, add } = await aPod();
  const host = "verified.example.com";
  expect((await visit(host)).id).toBe(plainDomain.id);

  const { id, version } = await add(host);
  clock.now += 2_000;
  expect(await visit(host)).toMatchObject({ id, rootUrl: null });

  const changes = { root_url: "https://home.example/", version: version + 1 };
  await db.updateTable("domains").set(changes).where("id", "=", id).execute();
  await cache.invalidate(host, version + 1);
  clock.now += 3_600_000;
  expect(await visit(host)).toMatchObject({ id, rootUrl: "https://home.example/" });

  await db.deleteFrom("domains").where("id", "=", id).execute();
  await cache.invalidate(host, version + 2);
  clock.now += 3_600_000;
  expect((await visit(host)).id).toBe(plainDomain.id);
});

test("a scan of made-up hosts costs as many questions as a client may miss, and finds out no domain", async () => {
  const { visit, add, asked } = await aPod();
  await add("hidden.example.com");

  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, i) =>
      visit(`h${i}.example.com`).then(
        () => "none",
        ({ code }) => code,
      ),
    ),
  );

  expect(answers.filter(answer => answer === "none")).toHaveLength(60);
  expect(answers.filter(answer => answer === "rate-limited")).toHaveLength(440);
  expect(asked()).toBe(60);
  await expect(visit("hidden.example.com")).rejects.toMatchObject({ code: "rate-limited" });
});

test("with both stores gone a domain stays what it was, and a host that was never asked for is not guessed", async () => {
  const { clock, visit, add } = await aPod();
  const { id } = await add("stays.example.com");
  await visit("stays.example.com");
  await visit("nobodys.example.com");
  await Promise.all([redis.kill(), postgres.halt()]);
  clock.now += 3_600_000;

  expect((await visit("stays.example.com")).id).toBe(id);
  await expect(visit("unknown.example.com")).rejects.toMatchObject({ code: "unavailable" });
});
