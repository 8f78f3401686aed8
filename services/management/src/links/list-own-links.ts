import type { ListLinks } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { type LinkRecord, toLink } from "./link-record.ts";
import { selectLinks } from "./link-store.ts";
import { bearsTag } from "./link-tags.ts";

/** One page of somebody's links, and how many there are in all. */
export async function listOwnLinks(
  db: Db,
  ownerId: string,
  query: ListLinks,
): Promise<{ links: LinkRecord[]; total: number }> {
  const filtered = selectOwnLinks(db, ownerId, query);
  const direction = query.sort.startsWith("-") ? "desc" : "asc";
  const sortBy = query.sort.endsWith("click_count")
    ? sql`coalesce(link_totals.human_clicks, 0)`
    : sql`links.created_at`;
  const page = filtered
    .orderBy(sortBy, direction)
    .orderBy("links.id", direction)
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  const count = filtered.clearSelect().select(eb => eb.fn.countAll<number>().as("total"));
  const [rows, { total }] = await Promise.all([page.execute(), count.executeTakeFirstOrThrow()]);
  return { links: rows.map(toLink), total };
}

function selectOwnLinks(db: Db, ownerId: string, { is_active, search, tag }: ListLinks) {
  let query = selectLinks(db).where("links.owner_id", "=", ownerId);
  if (is_active !== undefined) query = query.where("links.is_active", "=", is_active === "true");
  if (tag !== undefined) query = query.where(bearsTag(tag));
  if (search === undefined) return query;
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return query.where(eb =>
    eb.or([
      eb("links.target_url", "ilike", pattern),
      eb("links.title", "ilike", pattern),
      eb("link_codes.code", "ilike", pattern),
    ]),
  );
}
