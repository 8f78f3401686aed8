import { randomUUID } from "node:crypto";
import { selectClicks, toWorkspaceKey } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aStoredClick } from "../../testing/a-stored-click.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { drawIdHigh, drawIdLow } from "../slim/short-id.ts";
import { countDeadClicks, findDeadClicks, insertDeadClick } from "./dead-clicks.ts";
import { redriveDeadClicks } from "./redrive-dead-clicks.ts";

let worker: TestIngest;
let link: string;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());
beforeEach(async () => {
  link = await insertTestLink(worker.db);
  await sql`truncate dead_clicks`.execute(worker.db);
});

const dayMs = 24 * 60 * 60_000;
const poison = "https://poison.example/";
const clickTo = (destination: string) => aClick({ linkId: link, at: Date.now(), destination });

/** No visitor input is known to be refused, so the database refuses one kind of click while a test runs. */
async function whileRefusing(run: () => Promise<void>): Promise<void> {
  const { db } = worker;
  await sql`alter table link_destinations add constraint refusal check (url <> ${sql.lit(poison)}) not valid`.execute(
    db,
  );
  try {
    await run();
  } finally {
    await sql`alter table link_destinations drop constraint refusal`.execute(db);
  }
}

async function countClicks(): Promise<{ events: number; total: number }> {
  const { rows } = await sql<{ events: number; total: number }>`
    select (select count(*) from ${selectClicks()} as e where link_id = ${link}) as events,
      coalesce((select clicks from link_totals where link_id = ${link}), 0) as total`.execute(worker.db);
  return rows[0] as { events: number; total: number };
}

test("refused clicks go to dead_clicks with the reason, and the rest of the batch is written", async () => {
  const batch = [...Array.from({ length: 97 }, () => clickTo("https://example.com/"))];
  for (const position of [0, 50, 99]) batch.splice(position, 0, clickTo(poison));
  const name = randomUUID();

  await whileRefusing(async () => {
    const [ingested, other] = await Promise.all([
      worker.ingest(batch, name),
      worker.ingest([clickTo("https://b.example/")]),
    ]);
    expect([ingested.dead, other.dead]).toEqual([3, 0]);
    expect((await worker.ingest(batch, name)).isNew).toBe(false);
  });

  expect(await countClicks()).toEqual({ events: 98, total: 98 });
  const dead = await findDeadClicks(worker.db, 10);
  expect(dead).toHaveLength(3);
  expect(dead[0]).toMatchObject({
    batch: expect.stringContaining(name),
    reason: expect.stringContaining("refusal"),
    click: { linkId: link, destination: poison },
  });
});

test("redriveDeadClicks writes a click once and keeps it while it is refused", async () => {
  const { db, pool } = worker;
  await whileRefusing(async () => {
    await worker.ingest([clickTo(poison), clickTo("https://example.com/")]);
    expect(await redriveDeadClicks(db, pool)).toEqual({ written: 0, dropped: 0, refused: 1 });
  });
  expect(await countDeadClicks(db)).toBe(1);

  const redriven = await Promise.all([redriveDeadClicks(db, pool), redriveDeadClicks(db, pool)]);

  expect(redriven.map(({ written }) => written).sort()).toEqual([0, 1]);
  expect(await countClicks()).toEqual({ events: 2, total: 2 });
  const visitors = await db.selectFrom("link_daily").select("unique_visitors").where("link_id", "=", link).execute();
  expect(visitors).toEqual([{ unique_visitors: 1 }]);
  expect(await countDeadClicks(db)).toBe(0);
});

test("redriveDeadClicks drops clicks of deleted links", async () => {
  const { db, pool } = worker;
  await whileRefusing(async () => void (await worker.ingest([clickTo(poison)])));
  await db.deleteFrom("links").where("id", "=", link).execute();

  expect(await redriveDeadClicks(db, pool)).toEqual({ written: 0, dropped: 1, refused: 0 });

  expect(await countDeadClicks(db)).toBe(0);
});

test("redriveDeadClicks writes a click to the workspace that its link has now", async () => {
  const { db, pool } = worker;
  await whileRefusing(async () => void (await worker.ingest([clickTo(poison)])));
  const workspaceId = randomUUID();
  await db.insertInto("workspaces").values({ id: workspaceId, name: "Team", personal_user_id: null }).execute();
  await db.updateTable("links").set({ workspace_id: workspaceId }).where("id", "=", link).execute();

  expect(await redriveDeadClicks(db, pool)).toMatchObject({ written: 1 });

  const { rows } = await sql`
    select workspace_id::text as workspace from click_events where link_id = ${link}
    union all select workspace_key::text from slim_clicks where link_id = ${link}`.execute(db);
  expect([[{ workspace: workspaceId }], [{ workspace: String(toWorkspaceKey(workspaceId)) }]]).toContainEqual(rows);
});

test("redriveDeadClicks counts no visitor on a day whose visitors are deleted", async () => {
  const { db, pool } = worker;
  const click = { linkId: link, visitor: "0123456789abcdef0123456789abcdef", idHigh: drawIdHigh(), id: undefined };
  const [late, fresh] = [Date.now() - 3 * dayMs, Date.now() - 2 * dayMs];
  for (const at of [late, fresh])
    await insertDeadClick(db, "batch", aStoredClick({ ...click, at, idLow: drawIdLow() }), "refused");

  expect(await redriveDeadClicks(db, pool)).toMatchObject({ written: 2 });

  const { rows } = await sql`
    select human_clicks, unique_visitors from link_daily where link_id = ${link} order by day`.execute(db);
  expect(rows).toEqual([
    { human_clicks: 1, unique_visitors: 0 },
    { human_clicks: 1, unique_visitors: 1 },
  ]);
});
