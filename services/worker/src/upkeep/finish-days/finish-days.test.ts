import { isUnavailable, setFirstDay } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findSums } from "../../testing/find-sums.ts";
import { countDays, findWorkspaceSums, sumLinksOf } from "../../testing/find-workspace-sums.ts";
import { startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { insertTestLink, insertTestWorkspace } from "../../testing/test-links.ts";
import { rebuildDay, rebuildLink } from "../rebuild.ts";
import { findWorkspaceMismatches } from "./check-workspaces.ts";
import { finishDays } from "./finish-days.ts";

const dayMs = 24 * 60 * 60_000;
/** With `links` links, just enough for sums of the workspace. */
const days = 20;
const links = 25;

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterEach(async () => {
  await setFirstDay(worker.db, "packed-dimensions", "-infinity");
  await setFirstDay(worker.db, "workspace-sums", "-infinity");
});
afterAll(() => worker.stop());

/** Noon of the UTC day before today by this many days. */
function noonBefore(age: number): number {
  return Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2 - age * dayMs;
}

function dayBefore(age: number): string {
  return new Date(noonBefore(age)).toISOString().slice(0, 10);
}

async function insertLinks(count: number): Promise<{ workspace: string; ids: string[] }> {
  const workspace = await insertTestWorkspace(worker.db);
  const ids: string[] = [];
  for (let i = 0; i < count; i++)
    ids.push(await insertTestLink(worker.db, { workspaceId: workspace, targetUrl: `https://example.com/${i}` }));
  return { workspace, ids };
}

/** Clicks of every kind of each link on the days before today from 2 on, as yesterday may not be finished. */
function someClicks(ids: readonly string[]) {
  return ids.flatMap((linkId, i) =>
    Array.from({ length: days }, (_, age) => age + 2).flatMap(age => [
      aClick({ linkId, at: noonBefore(age) + i * 7 * 60_000, destination: `https://example.com/${i}`, marks: "qr=1" }),
      aClick({ linkId, at: noonBefore(age), referrer: `https://r${age % 4}.example/`, userAgent: "Googlebot/2.1" }),
    ]),
  );
}

async function aLargeWorkspace() {
  const { workspace, ids } = await insertLinks(links);
  await worker.ingest(someClicks(ids));
  await finishDays(worker.db);
  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days, open: 0 });
  return { workspace, ids };
}

async function expectExact(workspace: string): Promise<void> {
  expect(await findWorkspaceSums(worker.db, workspace)).toEqual(await sumLinksOf(worker.db, workspace));
}

async function countPacked(linkId: string) {
  const { rows } = await sql<{ day: string; rows: number; counted: number }>`
    select day::text as day, count(*)::int as rows, min(packed_rows)::int as counted
    from packed_dimensions join link_daily using (link_id, day) where link_id = ${linkId} group by day order by day`.execute(
    worker.db,
  );
  return rows;
}

test("finishDays merges the packed rows of a finished day, and leaves those of today", async () => {
  const [link = ""] = (await insertLinks(1)).ids;
  for (let i = 0; i < 5; i++)
    await worker.ingest(
      [2, 0].map(age =>
        aClick({ linkId: link, at: Math.min(noonBefore(age), Date.now()), referrer: `https://r${i}.example/` }),
      ),
    );
  const sums = await findSums(worker.db, link);

  await finishDays(worker.db);

  expect(await countPacked(link)).toEqual([
    { day: dayBefore(2), rows: 1, counted: 1 },
    { day: dayBefore(0), rows: 5, counted: 5 },
  ]);
  expect(await findSums(worker.db, link)).toEqual(sums);
});

test("a workspace with many clicked links gets sums of its finished days, which are those of its links", async () => {
  const { workspace, ids } = await aLargeWorkspace();
  await worker.ingest(ids.map(linkId => aClick({ linkId, at: Date.now() })));

  await finishDays(worker.db);

  const sums = await findWorkspaceSums(worker.db, workspace);
  expect(sums).toEqual(await sumLinksOf(worker.db, workspace));
  expect(sums).toContainEqual({
    ...{ day: dayBefore(2), part: "source qr", detail: "", unique_visitors: 0, scans: 0 },
    ...{ clicks: links, human_clicks: links },
  });
  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days, open: links });
});

test("late clicks take their days out of the sums of a workspace until the next run", async () => {
  const { workspace, ids } = await aLargeWorkspace();

  await worker.ingest(
    ids.slice(0, 3).map(linkId => aClick({ linkId, at: noonBefore(4), referrer: "https://late.example/" })),
  );

  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days - 3, open: 3 });
  await expectExact(workspace);

  await worker.ingest(someClicks(ids));
  expect(await countDays(worker.db, ids)).toEqual({ summed: 0, open: links * days });
  expect(await findWorkspaceSums(worker.db, workspace)).toEqual([]);
  await finishDays(worker.db);

  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days, open: 0 });
  await expectExact(workspace);
});

test("late clicks of a day with a row for each value are taken out, too", async () => {
  await setFirstDay(worker.db, "packed-dimensions", "infinity");
  const { workspace, ids } = await aLargeWorkspace();

  await worker.ingest(ids.map(linkId => aClick({ linkId, at: noonBefore(4), referrer: "https://late.example/" })));

  expect(await countDays(worker.db, ids)).toEqual({ summed: links * (days - 1), open: links });
  await expectExact(workspace);
});

test("rebuilding a link or a day takes it out of the sums of its workspace", async () => {
  const { workspace, ids } = await aLargeWorkspace();

  await rebuildLink(worker.db, ids[0] as string);
  expect(await countDays(worker.db, ids)).toEqual({ summed: (links - 1) * days, open: days });
  await expectExact(workspace);

  await rebuildDay(worker.db, dayBefore(5));
  expect(await countDays(worker.db, ids)).toEqual({ summed: (links - 1) * (days - 1), open: links + days - 1 });
  await expectExact(workspace);
});

/** Repeats a batch that Postgres ended, because a run waited for its rows as it did for those of the run, as the queue does. */
async function ingestAsQueue(clicks: Parameters<typeof worker.ingest>[0]): Promise<void> {
  for (;;) {
    try {
      await worker.ingest(clicks);
      return;
    } catch (err) {
      if (!isUnavailable(err)) throw err;
    }
  }
}

test("late clicks and runs at the same time lose no click and count none twice", async () => {
  const { workspace, ids } = await aLargeWorkspace();

  for (let round = 0; round < 3; round++)
    await Promise.all([
      ingestAsQueue(someClicks(ids)),
      finishDays(worker.db),
      ingestAsQueue(ids.map(linkId => aClick({ linkId, at: noonBefore(2 + round) }))),
      finishDays(worker.db),
    ]);

  await expectExact(workspace);
  await worker.ingest(someClicks(ids));
  await finishDays(worker.db);
  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days, open: 0 });
  await expectExact(workspace);
});

test("sums of a workspace are kept in few rows", async () => {
  const { workspace, ids } = await aLargeWorkspace();
  for (let i = 0; i < 6; i++) {
    await worker.ingest(someClicks(ids));
    await finishDays(worker.db);
  }

  const { rows } = await sql<{ rows: number }>`
    select count(*)::int as rows from workspace_quarters where workspace_id = ${workspace} group by day
    union all select count(*)::int from workspace_dimensions where workspace_id = ${workspace} group by day, dimension`.execute(
    worker.db,
  );
  expect(Math.max(...rows.map(row => row.rows))).toBeLessThan(9);
  await expectExact(workspace);
});

test("a workspace with few clicked links gets no sums", async () => {
  const { workspace, ids } = await insertLinks(3);
  await worker.ingest(someClicks(ids));

  await finishDays(worker.db);

  expect(await countDays(worker.db, ids)).toEqual({ summed: 0, open: 3 * days });
  expect(await findWorkspaceSums(worker.db, workspace)).toEqual([]);
});

test("no workspace gets sums while services of the version before may run", async () => {
  await setFirstDay(worker.db, "workspace-sums", dayBefore(-1));
  const { ids } = await insertLinks(links);
  await worker.ingest(someClicks(ids));

  await finishDays(worker.db);

  expect(await countDays(worker.db, ids)).toEqual({ summed: 0, open: links * days });
});

test("a day whose quarters of an hour add up to something else stays out of the sums", async () => {
  const { workspace, ids } = await insertLinks(links);
  await worker.ingest(someClicks(ids));
  await sql`update link_daily set unique_visitors = 7 where link_id = ${ids[0]} and day = ${dayBefore(3)}`.execute(
    worker.db,
  );

  await finishDays(worker.db);

  expect(await countDays(worker.db, ids)).toEqual({ summed: links * days - 1, open: 1 });
  await expectExact(workspace);
});

test.each(["workspace_quarters", "workspace_dimensions"])(
  "findWorkspaceMismatches finds a wrong sum in %s, and rebuildDay repairs it",
  async table => {
    const { workspace } = await aLargeWorkspace();
    const day = dayBefore(6);
    expect(await findWorkspaceMismatches(worker.db, day)).toEqual([]);
    await sql`update ${sql.table(table)} set clicks = (select array_agg(each + 1) from unnest(clicks) as each)
    where workspace_id = ${workspace} and day = ${day}`.execute(worker.db);

    expect(await findWorkspaceMismatches(worker.db, day)).toMatchObject([
      { workspaceId: workspace, day, clicks: 2 * links },
    ]);

    await rebuildDay(worker.db, day);
    expect(await findWorkspaceMismatches(worker.db, day)).toEqual([]);
    await expectExact(workspace);
  },
);
