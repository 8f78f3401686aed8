import { setTimeout as sleep } from "node:timers/promises";
import { createRedis, settled } from "@shunt/cache";
import { waitFor } from "@shunt/testing";
import { faultDurationMs } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import type { Owner } from "../harness/owner.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "../harness/visitors.ts";

const faultMs = faultDurationMs();
vi.setConfig({ testTimeout: faultMs + 60_000 });
/** Enough visits for clicks to be in every place that they pass through. */
const aWhile = 400;
/** Within so long of a fault's end everybody sees what is true. */
const healedWithinMs = 5_000;

let shunt: Shunt;
let owner: Owner;
let links: VisitedLink[];
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
  owner = await shunt.signUp();
  links = await makeLinks(owner);
});
afterAll(() => shunt.stop());

/** Runs commands on the server, over a connection that is ended behind them. */
async function onRedis<T>(run: (redis: ReturnType<typeof createRedis>) => Promise<T>): Promise<T> {
  const redis = createRedis({ url: shunt.cacheUrl, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  try {
    return await run(redis);
  } finally {
    redis.disconnect();
  }
}

const location = async (url: string) => (await fetch(url, { redirect: "manual" })).headers.get("location");

/** Every pod sends visitors of the code there, and goes on to. */
async function untilEverybodySees(code: string, target: string) {
  await waitFor(
    async () => {
      const seen = await Promise.all(shunt.pods.map(pod => location(`${pod.url}/${code}`)));
      return seen.every(url => url === target);
    },
    { timeoutMs: healedWithinMs, what: `every pod to send visitors to ${target}` },
  );
}

test("Redis is killed under load and comes back: every visitor is served, every click counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  await shunt.redis.kill();
  await sleep(faultMs);
  await shunt.redis.start();
  await visitors.go(aWhile);

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("Redis hangs under load: every visitor is served, every click counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  shunt.redis.pause();
  await sleep(faultMs);
  const cold = await fetch(`${shunt.redirect.url}/not-known-to-memory`, { redirect: "manual" });
  shunt.redis.resume();
  await visitors.go(aWhile);

  expect(cold.status).toBe(404);
  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("the cache is flushed under load", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  await onRedis(redis => redis.flushdb());
  await visitors.go(aWhile);

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("Redis is full: visitors are served, a change is seen, and clicks are counted when there is room again", async () => {
  const changed = await owner.makeLink({ original_url: "https://old.example/" });
  await untilEverybodySees(changed.short_code, "https://old.example/");
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  await onRedis(redis => redis.config("SET", "maxmemory", "1"));
  try {
    await visitors.go(aWhile);
    await owner.call("PATCH", `/urls/${changed.id}`, { original_url: "https://new.example/" });
    await untilEverybodySees(changed.short_code, "https://new.example/");
  } finally {
    await onRedis(redis => redis.config("SET", "maxmemory", "0"));
  }
  await visitors.go(aWhile);

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("a link that was changed while Redis was down is right everywhere soon after Redis is back with the old one", async () => {
  const { id, short_code } = await owner.makeLink({ original_url: "https://old.example/" });
  await untilEverybodySees(short_code, "https://old.example/");

  await shunt.redis.kill();
  const { status } = await owner.call("PATCH", `/urls/${id}`, { original_url: "https://new.example/" });
  await untilEverybodySees(short_code, "https://new.example/");
  await shunt.redis.start();

  expect(status).toBe(200);
  await untilEverybodySees(short_code, "https://new.example/");
  await sleep(healedWithinMs);
  expect(await location(`${shunt.redirect.url}/${short_code}`)).toBe("https://new.example/");
});
