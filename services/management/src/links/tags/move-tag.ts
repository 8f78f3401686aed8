import { Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { LinkChanges } from "../change/link-changes.ts";

interface TagMove {
  tagId: string;
  /** Null to remove the tag; the same as `tagId` if only its spelling changes. */
  toId: string | null;
  /** The last link of the previous batch. */
  after: string | undefined;
  limit: number;
}

/** Moves a batch of links in order of their ids. Returns the last one, or undefined if none is left. */
export async function moveTag(links: LinkChanges, { tagId, toId, after, limit }: TagMove): Promise<string | undefined> {
  const { db } = links;
  // Links before tags, in order, as for changes of links: else two transactions could deadlock.
  const { rows } = await sql<{ id: string }>`
    select id from links where id in (
      select link_id from link_tags
      where tag_id = ${tagId} ${after === undefined ? sql`` : sql`and link_id > ${after}::uuid`}
      order by link_id limit ${limit}
    ) order by id for update`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return undefined;
  links.touch(ids);
  if (tagId === toId) return ids.at(-1);
  if (toId !== null) {
    const { rows: kept } = await sql`select from tags where id = ${toId} for key share`.execute(db);
    if (kept.length === 0) throw new Problem("tag-not-found", "The other tag was deleted meanwhile");
    await sql`
      insert into link_tags (link_id, tag_id)
      select link_id, ${toId}::uuid from link_tags where tag_id = ${tagId} and link_id = any(${ids}::uuid[])
      on conflict do nothing`.execute(db);
  }
  await sql`delete from link_tags where tag_id = ${tagId} and link_id = any(${ids}::uuid[])`.execute(db);
  return ids.at(-1);
}
