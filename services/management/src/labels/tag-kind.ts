import { Problem } from "@shunt/contracts/problem";
import { type Db, selectTotals } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { visibleTo } from "../access/index.ts";
import { moveTag } from "../links/index.ts";
import type { LabelKind, LabelName } from "./label-kind.ts";
import type { LabelRecord } from "./label-record.ts";
import { isAfter, isNamed } from "./match-names.ts";

/** Large, as a link of the batch costs no statement. */
const batchSize = 500;

export const tagKind: LabelKind = {
  noun: "tag",

  async find(db, actor, filter) {
    const { rows } = await sql<LabelRecord>`
      with page as materialized (
        select id, workspace_id, name, lower(name) as key, color from tags
        where ${visibleTo(actor, "tag")} and ${isNamed(sql`tags.workspace_id`, sql`lower(tags.name)`, filter)}
          and ${isAfter(sql`lower(tags.name)`, sql`tags.workspace_id`, filter.after)}
        order by lower(name), workspace_id limit ${filter.limit}
      ), seen as materialized (
        select tag_id, link_id from link_tags join links on links.id = link_tags.link_id
        where tag_id in (select id from page) and links.archived_at is null and ${visibleTo(actor, "link")}
      ), counts as (
        select tag_id, count(*) as links, coalesce(sum(human_clicks), 0)::bigint as clicks
        from seen left join ${selectTotals(sql`select link_id from seen`)} as totals using (link_id)
        group by tag_id
      )
      select workspace_id as "workspaceId", name, key, color, coalesce(links, 0) as links, coalesce(clicks, 0) as clicks
      from page left join counts on counts.tag_id = page.id
      order by key, workspace_id`.execute(db);
    return rows;
  },

  async insert(tx, { workspaceId, name, color }) {
    const inserted = await tx
      .insertInto("tags")
      .values({ id: uuidv7(), workspace_id: workspaceId, name, color })
      .onConflict(conflict => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    return inserted !== undefined;
  },

  async update(tx, { workspaceId, name, color }) {
    await sql`update tags set name = ${name}, color = ${color}
      where workspace_id = ${workspaceId} and lower(name) = lower(${name})`.execute(tx);
  },

  async moveLinks(links, _actor, { from, to }, after) {
    const tagId = await findTagId(links.db, from);
    const toId = to === null ? null : await findTagId(links.db, { ...from, name: to });
    if (toId === undefined) throw new Problem("tag-not-found", `You have no tag ${to}`);
    return tagId && moveTag(links, { tagId, toId, after, limit: batchSize });
  },

  async removeEmpty(tx, { from, to }) {
    const { rows } = await sql<{ id: string }>`
      select id from tags
      where workspace_id = ${from.workspaceId} and lower(name) = lower(${from.name})
        and lower(name) is distinct from lower(${to}) for update`.execute(tx);
    const [tag] = rows;
    if (!tag) return true;
    // A second statement sees links that got the tag while the first one waited.
    const { numAffectedRows } = await sql`
      delete from tags where id = ${tag.id} and not exists (select from link_tags where tag_id = ${tag.id})`.execute(
      tx,
    );
    return numAffectedRows === 1n;
  },
};

async function findTagId(db: Db, { workspaceId, name }: LabelName): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from tags where workspace_id = ${workspaceId} and lower(name) = lower(${name})`.execute(db);
  return rows[0]?.id;
}
