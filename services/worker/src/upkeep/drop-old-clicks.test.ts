import { clickForms, createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureClickPartitions } from "./click-partitions.ts";
import { dropOldClicks } from "./drop-old-clicks.ts";

const dayMs = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 20, 12);
const log = createLogger("test", "silent");
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());

async function anEventAt(clickedAt: number): Promise<void> {
  await sql`insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination)
    values (${new Date(clickedAt)}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'human', 'link', '')`.execute(
    db,
  );
  await sql`insert into slim_clicks (clicked_at, link_id, short_id, destination, workspace_key, place, agent, origin, kind, flags)
    values (${new Date(clickedAt)}, gen_random_uuid(), 0, 0, 0, 0, 0, 0, 0, 0)`.execute(db);
}

/** Of the clicks in a table. */
async function findDays(table: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select distinct to_char(clicked_at at time zone 'UTC', 'YYYY-MM-DD') as day from ${sql.table(table)} order by day`.execute(
    db,
  );
  return rows.map(({ day }) => day);
}

test("dropOldClicks deletes clicks past retention, with and without a partition of their own", async () => {
  await ensureClickPartitions(db, now - 20 * dayMs, log);
  await ensureClickPartitions(db, now, log);
  for (const age of [20, 11, 10, 9, 0]) await anEventAt(now - age * dayMs);
  await anEventAt(now - 300 * dayMs);
  for (const { table } of clickForms)
    expect(await findDays(table)).toEqual([
      "2026-01-24",
      "2026-10-31",
      "2026-11-09",
      "2026-11-10",
      "2026-11-11",
      "2026-11-20",
    ]);

  await dropOldClicks(db, 10, now, log);
  await dropOldClicks(db, 10, now, log);

  for (const { table } of clickForms) expect(await findDays(table)).toEqual(["2026-11-10", "2026-11-11", "2026-11-20"]);
});

test("dropOldClicks deletes what only dropped clicks referred to", async () => {
  const later = now + 200 * dayMs;
  await ensureClickPartitions(db, later - 20 * dayMs, log);
  const dayOf = (age: number) => new Date(later - age * dayMs).toISOString().slice(0, 10);
  for (const age of [20, 14, 13, 11, 10, 0]) {
    await sql`insert into click_places (id, hash, used_on, country)
      values (nextval('click_part_ids'), ${Buffer.from([age])}, ${dayOf(age)}, ${`age ${age}`})`.execute(db);
    await sql`insert into link_destinations (link_id, hash, used_on, url)
      values (gen_random_uuid(), '', ${dayOf(age)}, ${`https://age.example/${age}`})`.execute(db);
  }
  await sql`insert into link_destinations (link_id, hash, url)
    values (gen_random_uuid(), '', 'https://age.example/unknown')`.execute(db);

  await dropOldClicks(db, 10, later, log);

  const { rows: places } = await sql<{ country: string }>`select country from click_places order by used_on`.execute(
    db,
  );
  // Three days longer than the clicks.
  expect(places.map(({ country }) => country)).toEqual(["age 13", "age 11", "age 10", "age 0"]);
  const { rows: urls } = await sql<{ url: string }>`select url from link_destinations order by used_on`.execute(db);
  expect(urls.map(({ url }) => url.split("/").at(-1))).toEqual(["10", "0", "unknown"]);
});

test("dropOldClicks gives up on a locked partition and drops it in the next run", async () => {
  const later = now + 100 * dayMs;
  await ensureClickPartitions(db, later - 8 * dayMs, log);
  await anEventAt(later - 8 * dayMs);
  await db.transaction().execute(async tx => {
    await sql`select count(*) from click_events`.execute(tx);

    await expect(dropOldClicks(db, 5, later, log)).rejects.toThrow("lock timeout");
  });

  await dropOldClicks(db, 5, later, log);
  for (const { table } of clickForms) expect(await findDays(table)).toEqual([]);
});
