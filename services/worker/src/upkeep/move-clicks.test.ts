import { randomUUID } from "node:crypto";
import { anonymousWorkspaceId, createDb, type Db, toWorkspaceKey } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { moveClicks } from "./move-clicks.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

async function aLink(workspaceId: string): Promise<string> {
  const id = randomUUID();
  await sql`insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status)
    values (${id}, ${workspaceId}, 'https://example.com/', true, true, 302)`.execute(db);
  return id;
}

async function aWorkspace(): Promise<string> {
  const id = randomUUID();
  await db.insertInto("workspaces").values({ id, name: "Team", personal_user_id: null }).execute();
  return id;
}

async function click(linkId: string, times: number): Promise<void> {
  await sql`insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination)
    select now(), ${linkId}, gen_random_uuid(), ${anonymousWorkspaceId}, 'human', 'link', ''
    from generate_series(1, ${times}::int)`.execute(db);
  await sql`insert into slim_clicks (clicked_at, link_id, short_id, destination, workspace_key, place, agent, origin, kind, flags)
    select now(), ${linkId}, 0, 0, ${toWorkspaceKey(anonymousWorkspaceId)}, 0, 0, 0, 0, 0
    from generate_series(1, ${times}::int)`.execute(db);
}

/** In each form. */
async function countIn(workspaceId: string, linkId: string): Promise<number> {
  const { rows } = await sql<{ wide: number; slim: number }>`
    select (
      select count(*)::int from click_events where workspace_id = ${workspaceId} and link_id = ${linkId}
    ) as wide, (
      select count(*)::int from slim_clicks where workspace_key = ${toWorkspaceKey(workspaceId)} and link_id = ${linkId}
    ) as slim`.execute(db);
  expect(rows[0]?.slim).toBe(rows[0]?.wide);
  return rows[0]?.wide ?? 0;
}

const marked = async () => (await db.selectFrom("moved_clicks").select("link_id").execute()).map(row => row.link_id);

test("moveClicks moves the clicks of marked links only, and clicks that are written late", async () => {
  const workspaceId = await aWorkspace();
  const [moved, other] = [await aLink(workspaceId), await aLink(anonymousWorkspaceId)];
  await db.insertInto("moved_clicks").values({ link_id: moved }).execute();
  await click(moved, 20_001);
  await click(other, 2);

  await moveClicks(db);
  expect([await countIn(workspaceId, moved), await countIn(anonymousWorkspaceId, other)]).toEqual([20_001, 2]);
  expect(await marked()).toEqual([moved]);

  await click(moved, 1);
  await sql`update moved_clicks set created_at = now() - interval '61 seconds'`.execute(db);
  await moveClicks(db);
  expect(await countIn(workspaceId, moved)).toBe(20_002);
  expect(await marked()).toEqual([]);
});

test("the mark goes with its link", async () => {
  const link = await aLink(await aWorkspace());
  await db.insertInto("moved_clicks").values({ link_id: link }).execute();

  await db.deleteFrom("links").where("id", "=", link).execute();

  expect(await marked()).toEqual([]);
});
