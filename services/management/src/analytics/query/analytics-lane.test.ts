import { type Operation, operations } from "@shunt/contracts/operations";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

/** Streams and exports have their own lanes, each shared report has a share of its own, and their list reads no clicks. */
const others = ["watchClicks", "exportClickEvents", ...Object.keys(operations).filter(name => name.includes("Shared"))];
const queries = Object.entries<Operation>(operations)
  .filter(([name, { tag, method }]) => tag === "analytics" && method === "get" && !others.includes(name))
  .map(([name, { path }]) => [name, path] as const);

const required: Record<string, string> = {
  getSparklines: `?link_id=${crypto.randomUUID()}`,
  getBreakdown: "?dimension=browser",
  compareLinks: "?link=some1",
  getSeries: "?interval=day",
};

const filtered = "/api/v1/analytics/heatmap?browser=Chrome";

/** Blocks queries of single clicks until the test ends. */
async function holdClicks(): Promise<void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holding = db.transaction().execute(async tx => {
    await sql`lock table click_events in access exclusive mode`.execute(tx);
    isHeld.resolve();
    await released;
  });
  await isHeld.promise;
  onTestFinished(async () => {
    release();
    await holding;
  });
}

async function findRunning(): Promise<{ count: number; oldestMs: number }> {
  const { rows } = await sql<{ count: number; oldestMs: number }>`
    select count(*)::int as count, coalesce(max(extract(epoch from clock_timestamp() - query_start)) * 1000, 0)::float as "oldestMs"
    from pg_stat_activity
    where datname = current_database() and application_name = 'shunt-management' and wait_event_type = 'Lock'`.execute(
    db,
  );
  return rows[0] as { count: number; oldestMs: number };
}

async function countRunning(): Promise<number> {
  return (await findRunning()).count;
}

async function send(token: string, count: number) {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const answers = Array.from({ length: count }, () =>
    fetch(api.url + filtered, { headers, signal: leaving.signal }).catch(() => undefined),
  );
  onTestFinished(() => leaving.abort());
  return { leave: () => leaving.abort(), answers };
}

test("an account can run two analytics queries and queue eight; further ones answer 429", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  await holdClicks();
  const { answers } = await send(ann.token, 11);

  const first = await Promise.race(answers);

  expect([first?.status, first?.headers.get("retry-after")]).toEqual([429, "2"]);
  expect(await countRunning()).toBe(2);
  for (const [name, path] of queries) {
    const url = path.replace(":short_code", "any") + (required[name] ?? "");
    expect([name, (await api.call("GET", url, ann)).status]).toEqual([name, 429]);
  }
  await send(bob.token, 1);
  await waitFor(async () => (await countRunning()) === 3, { what: "the query of another account" });
  expect((await api.call("GET", "/api/v1/urls", ann)).status).toBe(200);
});

test("running and queued analytics queries end when the client disconnects", async () => {
  const ann = await api.signUp();
  await holdClicks();
  const { leave } = await send(ann.token, 10);
  await waitFor(async () => (await countRunning()) === 2, { what: "two queries" });

  leave();

  let longestMs = 0;
  const hasEnded = async () => {
    const { count, oldestMs } = await findRunning();
    longestMs = Math.max(longestMs, oldestMs);
    return count === 0;
  };
  await waitFor(hasEnded, { what: "Postgres to end them" });
  // The statement timeout, 10 s, has ended none. Queued queries may begin in turn, as places become free.
  expect(longestMs).toBeLessThan(9_000);
  await send(ann.token, 2);
  await waitFor(async () => (await countRunning()) === 2, { what: "new queries to run" });
});
