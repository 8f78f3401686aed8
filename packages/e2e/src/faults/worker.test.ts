import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "@shunt/testing";
import { faultDurationMs, mayHaveOwnDisk } from "@shunt/testing/stores";
import { type RawBuilder, sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { shipVisits } from "../harness/ship-clicks.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "../harness/visitors.ts";

const restartEveryMs = faultDurationMs();
const restarts = 6;
vi.setConfig({ testTimeout: restarts * restartEveryMs + 150_000 });

let shunt: Shunt;
let links: VisitedLink[];
beforeAll(async () => {
  shunt = await startShunt({ workers: 2, breaksPostgres: true });
  links = await makeLinks(await shunt.signUp());
});
afterAll(() => shunt.stop());

// A failed test may leave workers frozen or stopped, and later tests need them.
afterEach(async () => {
  for (const worker of shunt.workers) {
    worker.thaw();
    if (!worker.isRunning) await worker.start();
  }
});

async function countBatches({ db }: Pick<Shunt, "db">): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ingested_batches`.execute(db);
  return rows[0]?.count ?? 0;
}

async function untilMoreThan(count: number): Promise<void> {
  await waitFor(
    async () => (await countBatches(shunt)) > count || (await shunt.worker.metric("shunt_click_queue_batches")) === 0,
    { what: "batches to be written" },
  );
}

test("the worker is killed ten times in a row: no click is lost or duplicated", async () => {
  const [worker, other] = shunt.workers;
  await other?.end("SIGTERM");
  const visits = await shipVisits(shunt, links, 30_000, 50);
  for (let round = 0; round < 10; round++) {
    await untilMoreThan(await countBatches(shunt));
    await worker?.end("SIGKILL");
    await worker?.start();
  }

  expectExact(await readLedger(shunt, visits));
});

test("the worker retries a batch at which earlier workers were killed", async () => {
  const [worker, other] = shunt.workers;
  await other?.end("SIGTERM");
  const visits = await shipVisits(shunt, links, 200, 100);
  await shunt.db.transaction().execute(async tx => {
    // A worker waits for this lock, which holds the batch it has taken.
    await sql`lock table ingested_batches in access exclusive mode`.execute(tx);
    for (let killed = 0; killed < 2; killed++) {
      await worker?.end("SIGKILL");
      const since = new Date();
      await worker?.start();
      await waitFor(() => isWaiting(since), { what: "the worker to take the batches" });
    }
    await worker?.end("SIGKILL");
  });
  await worker?.start();

  expectExact(await readLedger(shunt, visits));
});

/** Whether a worker that connected after `since` waits for a lock. Postgres may still list connections of killed workers. */
function isWaiting(since: Date): Promise<boolean> {
  return hasConnection(sql`wait_event_type = 'Lock' and backend_start > ${since}`);
}

/** Tables whose locks stop the worker there, and the state of its connection in `pg_stat_activity` once they are gone. */
const moments = {
  "between two statements": { tables: ["ingested_batches"], state: sql`state = 'idle in transaction'` },
  "in the middle of a COPY": {
    // Clicks with marks of their own are in the first, once there are many.
    tables: ["click_events", "slim_clicks"],
    state: sql`state = 'active' and wait_event = 'ClientRead' and query ilike 'copy %'`,
  },
};
type Moment = (typeof moments)[keyof typeof moments];

test.each(Object.entries(moments))(
  "the worker writes nothing twice after it is frozen %s and another worker takes over",
  async (_when, moment) => {
    const [worker, other] = shunt.workers;
    await other?.end("SIGTERM");
    const visits = await shipVisits(shunt, links, 20_000, 50);
    onTestFinished(() => worker?.thaw());
    await freezeAt(moment);

    await other?.start();
    await waitFor(async () => (await other?.metric("shunt_click_queue_batches")) === 0, {
      what: "the other worker to empty the queue",
    });
    worker?.thaw();
    await waitFor(async () => (await worker?.metric("shunt_click_queue_batches", { state: "active" })) === 0, {
      what: "the thawed worker to finish its batches",
    });

    expectExact(await readLedger(shunt, visits));
  },
);

/** Freezes the first worker while a statement waits for the lock. Postgres then finishes the statement without it. */
async function freezeAt({ tables, state }: Moment): Promise<void> {
  await shunt.db.transaction().execute(async tx => {
    await sql`lock table ${sql.join(tables.map(table => sql.table(table)))} in access exclusive mode`.execute(tx);
    const { rows: locking } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    const isStopped = () => hasConnection(sql`${locking[0]?.pid} = any(pg_blocking_pids(pid))`);
    await waitFor(isStopped, { what: `the worker to wait for ${tables}` });
    shunt.worker.freeze();
  });
  await waitFor(() => hasConnection(state), { what: "Postgres to finish the statement" });
}

async function hasConnection(condition: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where application_name = 'shunt-worker' and ${condition}`.execute(shunt.db);
  return rows.length > 0;
}

test("Postgres is restarted repeatedly under load: every click is counted", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(400);
  const shipped = await shipVisits(shunt, links, 30_000, 50);
  for (let round = 0; round < restarts; round++) {
    await sleep(restartEveryMs);
    await shunt.postgres?.halt();
    await shunt.postgres?.start();
  }

  const visited = await visitors.stop();
  expectExact(await readLedger(shunt, [...visited, ...shipped]));
  for (const worker of shunt.workers)
    expect(await worker.metric("shunt_batches_failed_total", { fate: "dead-letter" })).toBe(0);
});

test.runIf(await mayHaveOwnDisk())("the worker loses no click when the disk of Postgres fills up", async () => {
  const small = await startShunt({ breaksPostgres: "disk" });
  onTestFinished(() => small.stop());
  const own = await makeLinks(await small.signUp());
  const before = await shipVisits(small, own, 5_000);
  await waitFor(async () => (await countBatches(small)) > 0, { what: "clicks to be written" });

  await small.postgres?.fillDisk();
  const meanwhile = await shipVisits(small, own, 20_000);
  await waitFor(async () => (await small.worker.metric("shunt_batches_failed_total")) > 3, {
    what: "writes to Postgres to fail",
  });
  expect(small.worker.log).toContain("No space left on device");
  await small.postgres?.freeDisk();

  expectExact(await readLedger(small, [...before, ...meanwhile]));
  expect(await small.worker.metric("shunt_batches_failed_total", { fate: "dead-letter" })).toBe(0);
  expect(await small.worker.metric("shunt_dead_clicks")).toBe(0);
});
