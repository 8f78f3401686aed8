import { selectClicks } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { startTestRedisCluster } from "@shunt/testing/stores";
import { afterEach, expect, test, vi } from "vitest";
import type { Pod } from "../harness/fleet.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import type { ServiceProcess } from "../harness/service-process.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type Visit, Visitors } from "../harness/visitors.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function startOnCluster(shards: number, { failsOver }: { failsOver: boolean }) {
  const cluster = await startTestRedisCluster({ failsOver });
  stops.push(() => cluster.stop());
  const env = { CLICK_QUEUE_SHARDS: String(shards) };
  const shunt = await startShunt({ pods: 2, redisUrl: cluster.url, env });
  stops.push(() => shunt.stop());
  const links = await makeLinks(await shunt.signUp());
  return { cluster, shunt, visitors: new Visitors({ links, pods: shunt.pods }) };
}

/** The key of BullMQ's event stream, which exists once the shard has received a batch. */
const tracesOf = (shard: number) =>
  shard === 0 ? "{shunt:clicks}:clicks:events" : `{shunt:clicks:${shard}}:clicks-${shard}:events`;

/** Number of these visits that are counted. */
async function countVisits({ db }: Shunt, visits: readonly Visit[]): Promise<number> {
  const marks = visits.map(({ mark }) => mark);
  const { count } = await db
    .selectFrom(selectClicks().as("click"))
    .select(eb => eb.fn.countAll<number>().as("count"))
    .where("utm_content", "in", marks)
    .executeTakeFirstOrThrow();
  return count;
}

async function restart(service: ServiceProcess, shards: number): Promise<void> {
  await service.end("SIGTERM");
  service.configure({ CLICK_QUEUE_SHARDS: String(shards) });
  await service.start();
}

test("Redis Cluster loses the master of one queue shard under load: every click is counted", async () => {
  const { cluster, shunt, visitors } = await startOnCluster(4, { failsOver: true });
  await visitors.go();
  const masters = await Promise.all([0, 1, 2, 3].map(shard => cluster.findMaster(tracesOf(shard))));
  const isThere = (shard: number) => masters[shard]?.send(`EXISTS ${tracesOf(shard)}`);
  await waitFor(async () => (await Promise.all([0, 1, 2, 3].map(isThere))).every(answer => answer?.startsWith(":1")), {
    what: "each shard to receive a batch",
  });
  expect(new Set(masters.map(({ port }) => port)).size).toBe(3);

  const [, master] = masters;
  await master?.kill();
  await visitors.go();
  await vi.waitFor(async () => expect((await cluster.findMaster(tracesOf(1))).port).not.toBe(master?.port), 60_000);
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("a master of one queue shard freezes under load: new clicks go to others and are counted meanwhile, and all of them once it thaws", async () => {
  const { cluster, shunt, visitors } = await startOnCluster(4, { failsOver: false });
  const frozen = await cluster.findMaster(tracesOf(1));
  await visitors.go();

  frozen.pause();
  // Until every redirect has batches for the frozen shard.
  await visitors.go(500);
  const before = visitors.visits.length;
  await visitors.go(500);
  const later = visitors.visits.slice(before);
  await waitFor(async () => (await countVisits(shunt, later)) === later.length, {
    pollMs: 500,
    what: "later clicks to be counted",
  });
  frozen.resume();
  await visitors.go();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("CLICK_QUEUE_SHARDS is raised and lowered under load, in an unfavourable order: every click is counted", async () => {
  // A busy machine silences a node for a second now and then.
  const { shunt, visitors } = await startOnCluster(1, { failsOver: false });
  const { worker, pods } = shunt;
  const [one, other] = pods as readonly [Pod, Pod];
  await visitors.go();

  // Raised: redirects fill shards that the worker is not configured for.
  await restart(one, 4);
  await visitors.go();
  await restart(other, 4);
  await visitors.go();
  await waitFor(async () => (await worker.metric("shunt_click_queue_shards")) === 4, {
    what: "the worker to find the new shards",
  });
  // Lowered: the worker is killed while it holds batches and restarts first, while redirects still fill the removed shards.
  await worker.end("SIGKILL");
  await visitors.go();
  await restart(one, 2);
  await visitors.go();
  await restart(worker, 2);
  await visitors.go();
  // From here on the removed shards hold only leftovers.
  await worker.end("SIGTERM");
  await visitors.go();
  await restart(other, 2);
  await visitors.go();
  await worker.start();

  expectExact(await readLedger(shunt, await visitors.stop()));
});
