import { selectTotals } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { visibleTo } from "../access/index.ts";
import { moveFolder } from "../links/index.ts";
import type { LabelKind } from "./label-kind.ts";
import type { LabelRecord } from "./label-record.ts";
import { isAfter, isNamed } from "./match-names.ts";

/** Small, as each link of the batch gets a version. */
const batchSize = 100;

export const folderKind: LabelKind = {
  noun: "folder",

  async find(db, actor, filter) {
    const { rows } = await sql<LabelRecord>`
      with seen as materialized (
        select id, workspace_id, folder, archived_at is null as is_counted from links
        where ${visibleTo(actor, "link")} and folder is not null
          and ${isNamed(sql`links.workspace_id`, sql`lower(links.folder)`, filter)}
      ), named as (
        select workspace_id, lower(folder) as key, min(folder) as name, count(*) filter (where is_counted) as links,
          coalesce(sum(human_clicks) filter (where is_counted), 0)::bigint as clicks
        from seen left join ${selectTotals(sql`select id from seen`)} as totals on totals.link_id = seen.id
        group by 1, 2
      ), stored as (
        select workspace_id, lower(name) as key, name, color from folders
        where ${visibleTo(actor, "folder")} and ${isNamed(sql`folders.workspace_id`, sql`lower(folders.name)`, filter)}
      )
      select workspace_id as "workspaceId", key, coalesce(stored.name, named.name) as name, color,
        coalesce(links, 0) as links, coalesce(clicks, 0) as clicks
      from named full join stored using (workspace_id, key)
      where ${isAfter(sql`key`, sql`workspace_id`, filter.after)}
      order by key, workspace_id limit ${filter.limit}`.execute(db);
    return rows;
  },

  async insert(tx, { workspaceId, name, color }) {
    const { rows } = await sql`
      insert into folders (id, workspace_id, name, color)
      select ${uuidv7()}::uuid, ${workspaceId}::uuid, ${name}::text, ${color}::text
      where not exists (select from links where workspace_id = ${workspaceId} and lower(folder) = lower(${name}))
      on conflict do nothing returning id`.execute(tx);
    return rows.length > 0;
  },

  async update(tx, { workspaceId, name, color }) {
    await sql`insert into folders (id, workspace_id, name, color) values (${uuidv7()}, ${workspaceId}, ${name}, ${color})
      on conflict (workspace_id, lower(name)) do update set name = excluded.name, color = excluded.color`.execute(tx);
  },

  async moveLinks(links, actor, { from, to }) {
    const moved = await moveFolder(links, actor, { ...from, to, limit: batchSize });
    return moved === 0 ? undefined : "more";
  },

  async removeEmpty(tx, { from: { workspaceId, name }, to }) {
    await sql`
      delete from folders where workspace_id = ${workspaceId} and lower(name) = lower(${name})
        and lower(name) is distinct from lower(${to})`.execute(tx);
    const { rows } = await sql`
      select from links where workspace_id = ${workspaceId} and lower(folder) = lower(${name})
        and folder is distinct from ${to} limit 1`.execute(tx);
    return rows.length === 0;
  },
};
