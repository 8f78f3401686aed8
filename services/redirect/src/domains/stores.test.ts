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

/** A resolver with both stores and a stopped clock; `add` inserts a domain as management does. */
async function aPod() {
  const db = createDb({ url: postgres.url, max: 2, applicationName: "shunt-test", onConnectionError: () => {} });
  const connection = createRedis({ url: redis.url, name: "test", commandTimeoutMs: 1_000, onError: () => {} });
  await settled(connection);
  const cache = createDomainCache(connection);
  const clock = { now: 0 };
  const now = () => clock.now;
  let queried = 0;
  const lookUp = createLookUp({
    redis: createGuard("redis", 2_000),
    postgres: createGuard("postgres", 2_000),
    fromRedis: cache.findMany,
    fromPostgres: hosts => {
      queried += hosts.filter(host => host !== "").length;
      return findDomains(db, hosts);
    },
    toRedis: cache.put,
    onQuery: () => {},
    onError: () => {},
  });
  const resolver = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, limit: createMissLimit(60, now), now });
  stops.push(
    () => db.destroy(),
    () => connection.disconnect(),
    resolver.stop,
  );
  const visit = async (host: string) => resolver.findInMemory(host) ?? (await resolver.find(host, "192.0.2.7"));
  const add = (host: string) =>
    db.insertInto("domains").values({ host }).returning(["id", "version"]).executeTakeFirstOrThrow();
  return { db, cache, clock, visit, add, queried: () => queried };
}

test("DomainResolver applies a new, changed and deleted domain to the first visit after a pause", async () => {
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

test("DomainResolver does not know a released domain by the name that it has since", async () => {
  const { db, visit, add } = await aPod();
  const { id } = await add("go.example.com.released-7.invalid");
  await db.updateTable("domains").set({ released_host: "go.example.com" }).where("id", "=", id).execute();

  expect((await visit("go.example.com.released-7.invalid")).id).toBe(plainDomain.id);
});

test("DomainResolver stops a scan of made-up hosts at the miss limit, before it finds a domain", async () => {
  const { visit, add, queried } = await aPod();
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
  expect(queried()).toBe(60);
  await expect(visit("hidden.example.com")).rejects.toMatchObject({ code: "rate-limited" });
});

test("DomainResolver keeps known domains while both stores are down and throws unavailable for new hosts", async () => {
  const { clock, visit, add } = await aPod();
  const { id } = await add("stays.example.com");
  await visit("stays.example.com");
  await visit("unregistered.example.com");
  await Promise.all([redis.kill(), postgres.halt()]);
  clock.now += 3_600_000;

  expect((await visit("stays.example.com")).id).toBe(id);
  await expect(visit("unknown.example.com")).rejects.toMatchObject({ code: "unavailable" });
});
