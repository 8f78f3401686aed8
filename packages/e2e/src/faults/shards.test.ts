import { waitFor } from "@shunt/testing";
import { startTestRedisCluster } from "@shunt/testing/stores";
import { afterEach, expect, test, vi } from "vitest";
import type { Pod } from "../harness/fleet.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import type { ServiceProcess } from "../harness/service-process.ts";
import { startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

vi.setConfig({ testTimeout: 180_000 });
/** Enough visits for clicks to be in every place that they pass through. */
const aWhile = 400;

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function startOnCluster(shards: number) {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const env = { CLICK_QUEUE_SHARDS: String(shards) };
  const shunt = await startShunt({ pods: 2, redisUrl: cluster.url, env });
  stops.push(() => shunt.stop());
  const links = await makeLinks(await shunt.signUp());
  return { cluster, shunt, visitors: new Visitors({ links, pods: shunt.pods }) };
}

/** What BullMQ notes of a queue in which a batch has been. */
const tracesOf = (shard: number) =>
  shard === 0 ? "{shunt:clicks}:clicks:events" : `{shunt:clicks:${shard}}:clicks-${shard}:events`;

async function restart(service: ServiceProcess, shards: number): Promise<void> {
  await service.end("SIGTERM");
  service.configure({ CLICK_QUEUE_SHARDS: String(shards) });
  await service.start();
}

test("shards of the queue live on several masters; one of those is lost under load, and every click is counted", async () => {
  const { cluster, shunt, visitors } = await startOnCluster(4);
  await visitors.go(aWhile);
  const masters = await Promise.all([0, 1, 2, 3].map(shard => cluster.findMaster(tracesOf(shard))));
  const isThere = (shard: number) => masters[shard]?.send(`EXISTS ${tracesOf(shard)}`);
  await waitFor(async () => (await Promise.all([0, 1, 2, 3].map(isThere))).every(answer => answer?.startsWith(":1")), {
    what: "each shard to have had a batch",
  });
  expect(new Set(masters.map(({ port }) => port)).size).toBe(3);

  const [, master] = masters;
  await master?.kill();
  await visitors.go(aWhile);
  await vi.waitFor(async () => expect((await cluster.findMaster(tracesOf(1))).port).not.toBe(master?.port), 20_000);
  await visitors.go(aWhile);

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("the number of shards is raised and lowered under load, services restarted in an unlucky order: every click is counted", async () => {
  const { shunt, visitors } = await startOnCluster(1);
  const { worker, pods } = shunt;
  const [one, other] = pods as readonly [Pod, Pod];
  await visitors.go(aWhile);

  // Raised: redirects fill shards that the worker was not told of.
  await restart(one, 4);
  await visitors.go(aWhile);
  await restart(other, 4);
  await visitors.go(aWhile);
  await waitFor(async () => (await worker.metric("shunt_click_queue_shards")) === 4, {
    what: "the worker to find them",
  });
  // Lowered: the worker first, while redirects go on to fill shards that it was not told of; it dies with batches in hand.
  await worker.end("SIGKILL");
  await visitors.go(aWhile);
  await restart(one, 2);
  await visitors.go(aWhile);
  await restart(worker, 2);
  await visitors.go(aWhile);
  // At last nothing but what was left over is in the shards that are too many.
  await worker.end("SIGTERM");
  await visitors.go(aWhile);
  await restart(other, 2);
  await visitors.go(aWhile);
  await worker.start();

  expectExact(await readLedger(shunt, await visitors.stop()));
});
