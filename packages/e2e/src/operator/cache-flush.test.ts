import { createRedis, type Redis, settled } from "@shunt/cache";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Pod } from "../harness/fleet.ts";
import type { Owner } from "../harness/owner.ts";
import { runOperator } from "../harness/run-operator.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
let redis: Redis;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
  owner = await shunt.signUp();
  redis = createRedis({ url: shunt.cacheUrl, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
});
afterAll(async () => {
  redis.disconnect();
  await shunt.stop();
});

const locationOn = async (pod: Pod, code: string) =>
  (await fetch(`${pod.url}/${code}`, { redirect: "manual" })).headers.get("location");
/** Less than the time after which a redirect would look up a link again by itself. */
const linkTtlMs = 50_000;

const locations = (code: string) => Promise.all(shunt.pods.map(pod => locationOn(pod, code)));

test("shunt cache flush makes every pod serve a link that was changed directly in Postgres", async () => {
  const { id, short_code } = await owner.makeLink({ original_url: "https://old.example/" });
  await locations(short_code);
  await shunt.db.updateTable("links").set({ target_url: "https://new.example/" }).where("id", "=", id).execute();
  expect(await locations(short_code)).toEqual(["https://old.example/", "https://old.example/"]);
  await redis.set("shunt:limit:test", "1");

  const { code, output } = await runOperator(shunt.env, "cache", "flush");

  expect(code).toBe(0);
  expect(output).toContain("flushed");
  const isNew = async () => (await locations(short_code)).every(location => location === "https://new.example/");
  await waitFor(isNew, { what: "the pods to query Postgres", timeoutMs: linkTtlMs });
  expect(await redis.get("shunt:limit:test")).toBe("1");
});

test("links can be changed and redirect during repeated shunt cache flush", async () => {
  const { id, short_code } = await owner.makeLink();
  let isFlushing = true;
  const flushes = (async () => {
    for (let i = 0; i < 3; i++) await runOperator(shunt.env, "cache", "flush");
    isFlushing = false;
  })();

  for (let change = 0; isFlushing; change++) {
    const original_url = `https://example.com/${change}`;
    await owner.call("PATCH", `/urls/${id}`, { original_url });
    const isSeen = async () => (await locations(short_code)).every(location => location === original_url);
    await waitFor(isSeen, { what: `${original_url} to be served`, timeoutMs: linkTtlMs });
  }
  await flushes;
});

test("shunt cache flush --json returns the number of flushed entries", async () => {
  const { short_code } = await owner.makeLink();
  await runOperator(shunt.env, "cache", "flush");
  await locations(short_code);
  await waitFor(async () => (await redis.get(`shunt:link:1:${short_code}`))?.endsWith("]"), {
    what: "the link to be cached",
  });

  const { output } = await runOperator(shunt.env, "cache", "flush", "--json");

  expect(JSON.parse(output).flushed).toBeGreaterThanOrEqual(1);
});
