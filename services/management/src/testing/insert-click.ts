import { createHash, randomUUID } from "node:crypto";
import { type ClickEventsTable, type ClickPart, clickParts, type Db, firstVisitFlag, toWorkspaceKey } from "@shunt/db";
import { type Insertable, sql } from "kysely";

type Click = Insertable<ClickEventsTable>;

/** The forms in which workers store clicks. Sums are not added to. */
export const insertClick = { click_events: insertWideClick, slim_clicks: insertSlimClick };

async function insertWideClick(db: Db, click: Click): Promise<void> {
  await db.insertInto("click_events").values(click).execute();
}

/** The click gets an id of its own. */
async function insertSlimClick(db: Db, click: Click): Promise<void> {
  const ids = {} as Record<ClickPart, number>;
  for (const part of Object.keys(clickParts) as ClickPart[]) ids[part] = await insertPart(db, part, click);
  const hash = createHash("sha256").update(click.destination).digest().subarray(0, 8);
  await sql`
    insert into link_destinations (link_id, hash, url) values (${click.link_id}, ${hash}, ${click.destination})
    on conflict do nothing`.execute(db);
  await db
    .insertInto("slim_clicks")
    .values({
      ...ids,
      clicked_at: click.clicked_at,
      link_id: click.link_id,
      // Begins with the variant of a UUID.
      short_id: String(-(2n ** 63n) + BigInt(Math.floor(Math.random() * 1e15))),
      visitor: click.visitor_hash && String(click.visitor_hash.readBigInt64BE()),
      destination: String(hash.readBigInt64BE()),
      workspace_key: toWorkspaceKey(click.workspace_id),
      flags: (click.coarse ?? 0) | (click.is_first_visit ? firstVisitFlag : 0),
    })
    .execute();
}

async function insertPart(db: Db, part: ClickPart, click: Click): Promise<number> {
  const { table, columns } = clickParts[part];
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(table)} (id, hash, used_on, ${sql.join(columns.map(column => sql.ref(column)))})
    values (nextval('click_part_ids'), ${Buffer.from(randomUUID())}, now(), ${sql.join(columns.map(column => click[column] ?? null))})
    returning id`.execute(db);
  return rows[0]?.id as number;
}
