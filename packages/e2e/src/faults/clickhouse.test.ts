import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "@shunt/testing";
import { faultDurationMs, findTestClickHouse, silenceSeconds } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, onTestFinished, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { shipVisits } from "../harness/ship-clicks.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type Visit, type VisitedLink, Visitors } from "../harness/visitors.ts";

const faultMs = faultDurationMs();
const faults = 2;
/** A dead worker's batches wait for the others for that long, ten times in a row (s). */
const silence = Math.min(3, silenceSeconds());
vi.setConfig({ testTimeout: 2 * faults * faultMs + 200_000 });

const engine = await findTestClickHouse({ breaks: true });
const where = engine ? "" : " (needs the engine of ClickHouse)";
const testOnEngine = test.skipIf(engine === undefined);

let shunt: Shunt;
let links: VisitedLink[];
beforeAll(async () => {
  if (!engine) return;
  shunt = await startShunt({
    workers: 2,
    breaksPostgres: true,
    clickHouseUrl: engine.newDatabase(),
    env: { PROCESS_SILENCE_SECONDS: String(silence) },
  });
  links = await makeLinks(await shunt.signUp());
});
afterAll(async () => {
  await shunt?.stop();
  await engine?.stop();
});

// A failed test may leave workers frozen or stopped, and later tests need them.
afterEach(async () => {
  for (const worker of shunt?.workers ?? []) {
    worker.thaw();
    if (!worker.isRunning) await worker.start();
  }
});

/** Ships large and small parts. Those that wait for each other share inserts into ClickHouse. */
async function shipBoth(count: number): Promise<Visit[]> {
  const large = await shipVisits(shunt, links, count / 2, 500);
  return [...large, ...(await shipVisits(shunt, links, count / 2, 125))];
}

async function countParts(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ingested_batches`.execute(shunt.db);
  return rows[0]?.count ?? 0;
}

async function untilMoreThan(count: number): Promise<void> {
  await waitFor(
    async () => (await countParts()) > count || (await shunt.worker.metric("shunt_click_queue_batches")) === 0,
    { what: "parts to be written" },
  );
}

testOnEngine(`the worker is killed ten times in a row: no click is lost or duplicated${where}`, async () => {
  const [worker, other] = shunt.workers;
  await other?.end("SIGTERM");
  // So many batches that others wait while those of a dead worker are locked.
  const visits = await shipVisits(shunt, links, 20_000, 50);
  for (let round = 0; round < 10; round++) {
    await untilMoreThan(await countParts());
    await worker?.end("SIGKILL");
    await worker?.start();
  }

  expectExact(await readLedger(shunt, visits));
});

testOnEngine(`ClickHouse is killed repeatedly under load: every click is counted once${where}`, async () => {
  const visitors = new Visitors({ links, pods: shunt.pods, perSecond: 5 });
  await visitors.go(10);
  const shipped = await shipBoth(15_000);
  for (let round = 0; round < faults; round++) {
    await untilMoreThan(await countParts());
    await engine?.kill();
    await sleep(faultMs / 2);
    await engine?.start();
  }

  const visited = await visitors.stop();
  expectExact(await readLedger(shunt, [...visited, ...shipped]));
});

testOnEngine(`ClickHouse hangs under load: every click is counted once${where}`, async () => {
  onTestFinished(() => engine?.resume());
  const visitors = new Visitors({ links, pods: shunt.pods, perSecond: 5 });
  await visitors.go(10);
  const shipped = await shipBoth(10_000);
  for (let round = 0; round < faults; round++) {
    await untilMoreThan(await countParts());
    engine?.pause();
    await sleep(faultMs);
    engine?.resume();
  }

  const visited = await visitors.stop();
  expectExact(await readLedger(shunt, [...visited, ...shipped]));
});

testOnEngine(`Postgres stops between the two stores: every click is counted once${where}`, async () => {
  const shipped = await shipBoth(15_000);
  for (let round = 0; round < faults; round++) {
    await untilMoreThan(await countParts());
    await shunt.postgres?.halt();
    await sleep(faultMs / 2);
    await shunt.postgres?.start();
  }

  expectExact(await readLedger(shunt, shipped));
});

testOnEngine(`a worker freezes between the two stores, and another takes over${where}`, async () => {
  const [worker, other] = shunt.workers;
  await other?.end("SIGTERM");
  const visits = await shipBoth(10_000);
  onTestFinished(() => worker?.thaw());
  await shunt.db.transaction().execute(async tx => {
    // The transaction after the insert into ClickHouse waits here.
    await sql`lock table link_totals in access exclusive mode`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    const isWaiting = async () =>
      (await sql`select from pg_stat_activity where ${rows[0]?.pid} = any(pg_blocking_pids(pid))`.execute(shunt.db))
        .rows.length > 0;
    await waitFor(isWaiting, { what: "the worker to wait for link_totals" });
    worker?.freeze();
  });

  await other?.start();
  await waitFor(async () => (await other?.metric("shunt_click_queue_batches")) === 0, {
    what: "the other worker to empty the queue",
  });
  worker?.thaw();
  await waitFor(async () => (await worker?.metric("shunt_click_queue_batches", { state: "active" })) === 0, {
    what: "the thawed worker to finish its batches",
  });

  expectExact(await readLedger(shunt, visits));
  const findBegun = () => shunt.db.selectFrom("begun_parts").select("name").execute();
  await waitFor(async () => (await findBegun()).length === 0, { what: "both workers to end every part" });
});
