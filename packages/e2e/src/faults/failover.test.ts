import {
  startTestRedisCluster,
  startTestRedisWithSentinels,
  type TestRedisCluster,
  type TestRedisWithSentinels,
} from "@shunt/testing/stores";
import { afterEach, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function startOn(redisUrl: string): Promise<Shunt> {
  const shunt = await startShunt({ pods: 2, redisUrl });
  stops.push(() => shunt.stop());
  return shunt;
}

/** Expects pods to find an uncached link and to apply a change to it. */
async function expectToWork(shunt: Shunt): Promise<void> {
  const owner = await shunt.signUp();
  const { id, short_code } = await owner.makeLink({ original_url: "https://example.com/before" });
  const seen = () =>
    Promise.all(
      shunt.pods.map(async ({ url }) => {
        const answer = await fetch(`${url}/${short_code}`, { redirect: "manual" });
        return answer.headers.get("location");
      }),
    );
  expect(await seen()).toEqual(Array(2).fill("https://example.com/before"));
  await owner.call("PATCH", `/urls/${id}`, { original_url: "https://example.com/after" });
  await vi.waitFor(async () => expect(await seen()).toEqual(Array(2).fill("https://example.com/after")), 60_000);
}

test("Redis Cluster loses the queue's master under load: every visit is answered and counted", async () => {
  const cluster: TestRedisCluster = await startTestRedisCluster({ failsOver: true });
  stops.push(() => cluster.stop());
  const shunt = await startOn(cluster.url);
  await expectToWork(shunt);
  const links = await makeLinks(await shunt.signUp());
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  const master = await cluster.findMaster("{shunt:clicks}:clicks:wait");
  await master.kill();
  await visitors.go();
  await vi.waitFor(
    async () => expect((await cluster.findMaster("{shunt:clicks}:clicks:wait")).port).not.toBe(master.port),
    60_000,
  );
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
  await expectToWork(shunt);
});

test("Redis Sentinel replaces a dead master under load: every visit is answered and counted", async () => {
  const redis: TestRedisWithSentinels = await startTestRedisWithSentinels({ failsOver: true });
  stops.push(() => redis.stop());
  const shunt = await startOn(redis.url);
  await expectToWork(shunt);
  const links = await makeLinks(await shunt.signUp());
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  await redis.master.kill();
  await visitors.go(1_200);

  expectExact(await readLedger(shunt, await visitors.stop()));
  await expectToWork(shunt);
});
