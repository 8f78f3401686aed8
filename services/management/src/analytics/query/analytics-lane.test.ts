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

/** Those that hold a stream or an export open have lanes of their own. */
const others = ["watchClicks", "exportClickEvents"];
const questions = Object.entries<Operation>(operations)
  .filter(([name, { tag, method }]) => tag === "analytics" && method === "get" && !others.includes(name))
  .map(([name, { path }]) => [name, path] as const);

const required: Record<string, string> = {
  getBreakdown: "?dimension=browser",
  compareLinks: "?link=some1",
  getSeries: "?interval=day",
};

const filtered = "/api/v1/analytics/heatmap?browser=Chrome";

/** Makes every question about single clicks wait in Postgres until the test ends. */
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

/** Questions under way in Postgres. */
async function countRunning(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where application_name = 'shunt-management' and wait_event_type = 'Lock' and query like '%click_events%'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

async function ask(token: string, count: number) {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const answers = Array.from({ length: count }, () =>
    fetch(api.url + filtered, { headers, signal: leaving.signal }).catch(() => undefined),
  );
  onTestFinished(() => leaving.abort());
  return { leave: () => leaving.abort(), answers };
}

test("an account has two questions under way and eight waiting; its others are refused, whichever they are", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  await holdClicks();
  const { answers } = await ask(ann.token, 11);

  const first = await Promise.race(answers);

  expect([first?.status, first?.headers.get("retry-after")]).toEqual([429, "2"]);
  expect(await countRunning()).toBe(2);
  for (const [name, path] of questions) {
    const url = path.replace(":short_code", "any") + (required[name] ?? "");
    expect([name, (await api.call("GET", url, ann)).status]).toEqual([name, 429]);
  }
  await ask(bob.token, 1);
  await waitFor(async () => (await countRunning()) === 3, { what: "the question of another account" });
  expect((await api.call("GET", "/api/v1/urls", ann)).status).toBe(200);
});

test("a question ends when its client leaves, whether it waits or runs", async () => {
  const ann = await api.signUp();
  await holdClicks();
  const { leave } = await ask(ann.token, 10);
  await waitFor(async () => (await countRunning()) === 2, { what: "two questions" });

  leave();

  await waitFor(async () => (await countRunning()) === 0, {
    // Before a statement's own time is over.
    timeoutMs: 6_000,
    what: "Postgres to be rid of them",
  });
  await ask(ann.token, 2);
  await waitFor(async () => (await countRunning()) === 2, { what: "new questions to have their places" });
});
