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
vi.setConfig({ testTimeout: faultMs + 180_000 });
/** How long pods may serve stale links after a fault ends. */
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

async function untilEveryPodSees(code: string, target: string) {
  await waitFor(
    async () => {
      const seen = await Promise.all(shunt.pods.map(pod => location(`${pod.url}/${code}`)));
      return seen.every(url => url === target);
    },
    { timeoutMs: healedWithinMs, what: `every pod to send visitors to ${target}` },
  );
}

test("Redis is killed under load and restarted: every visit is answered and counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  await shunt.redis.kill();
  await sleep(faultMs);
  await shunt.redis.start();
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("Redis crashes with its machine under load: batches that it had not synced are shipped again", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  // Without a worker, no batch is in Postgres before the crash.
  await shunt.worker.end("SIGTERM");
  await visitors.go();

  await shunt.redis.crash();
  await sleep(faultMs);
  await shunt.redis.start();
  await shunt.worker.start();
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("Redis hangs under load: every visit is answered and counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  shunt.redis.pause();
  await sleep(faultMs);
  const cold = await fetch(`${shunt.redirect.url}/not-known-to-memory`, { redirect: "manual" });
  shunt.redis.resume();
  await visitors.go();

  expect(cold.status).toBe(404);
  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("the cache is flushed under load: every visit is answered and counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  await onRedis(redis => redis.flushdb());
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("Redis is full: visits are answered, changes apply, and clicks are counted once it has room", async () => {
  const changed = await owner.makeLink({ original_url: "https://old.example/" });
  await untilEveryPodSees(changed.short_code, "https://old.example/");
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  await onRedis(redis => redis.config("SET", "maxmemory", "1"));
  try {
    await visitors.go();
    await owner.call("PATCH", `/urls/${changed.id}`, { original_url: "https://new.example/" });
    await untilEveryPodSees(changed.short_code, "https://new.example/");
  } finally {
    await onRedis(redis => redis.config("SET", "maxmemory", "0"));
  }
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("PATCH /urls/{id} while Redis is down replaces the stale copy after Redis restarts", async () => {
  const { id, short_code } = await owner.makeLink({ original_url: "https://old.example/" });
  await untilEveryPodSees(short_code, "https://old.example/");

  await shunt.redis.kill();
  const { status } = await owner.call("PATCH", `/urls/${id}`, { original_url: "https://new.example/" });
  await untilEveryPodSees(short_code, "https://new.example/");
  await shunt.redis.start();

  expect(status).toBe(200);
  await untilEveryPodSees(short_code, "https://new.example/");
  const findMissed = () => shunt.db.selectFrom("cache_outbox").select("code").execute();
  await waitFor(async () => (await findMissed()).length === 0, { what: "the change to be published again" });
  expect(await location(`${shunt.redirect.url}/${short_code}`)).toBe("https://new.example/");
});
