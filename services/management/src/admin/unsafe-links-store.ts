import { sql } from "kysely";
import type { LinkChanges } from "../links/index.ts";
import { insertNotices } from "./notice-store.ts";

/**
 * Marks a link as unsafe or safe on behalf of an administrator, so block lists no longer change it.
 *
 * @param reason shown to the owner
 */
export async function setUnsafe(
  links: LinkChanges,
  id: string,
  isUnsafe: boolean,
  reason: string | null,
): Promise<void> {
  const { wasUnsafe } = await links.db
    .selectFrom("links")
    .select(sql<boolean>`(unsafe_mark in ('marked', 'listed')) is true`.as("wasUnsafe"))
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (isUnsafe && !wasUnsafe) await insertNotices(links.db, "unsafe", [{ id, reason }]);
  await links.db
    .updateTable("links")
    .set({ unsafe_mark: isUnsafe ? "marked" : "cleared", unsafe_reason: isUnsafe ? reason : null })
    .where("id", "=", id)
    .execute();
  links.touch([id]);
  await links.audit({
    action: isUnsafe ? "link.marked-unsafe" : "link.marked-safe",
    subjectId: id,
    details: { reason },
  });
}

const linksAtOnce = 100;

/**
 * Marks links that block lists list by now, and removes their marks from links that are no longer listed. Leaves alone what an
 * administrator decided. Returns the number of links changed.
 */
export async function applyListings(links: LinkChanges): Promise<number> {
  const marked = await sql<{ id: string; reason: string }>`
    update links set unsafe_mark = 'listed', unsafe_reason = (
      select reason from link_listings where link_id = links.id order by source limit 1
    )
    where id in (
      select links.id from links where unsafe_mark is null and id in (select link_id from link_listings)
      order by id limit ${sql.lit(linksAtOnce)} for update skip locked
    )
    returning id, unsafe_reason as reason`.execute(links.db);
  const cleared = await sql<{ id: string }>`
    update links set unsafe_mark = null, unsafe_reason = null
    where id in (
      select id from links
      where unsafe_mark = 'listed' and not exists (select from link_listings where link_id = links.id)
      order by id limit ${sql.lit(linksAtOnce)} for update skip locked
    )
    returning id`.execute(links.db);
  await insertNotices(links.db, "unsafe", marked.rows);
  for (const { id, reason } of marked.rows)
    await links.audit({ action: "link.marked-unsafe", subjectId: id, details: { reason } });
  for (const { id } of cleared.rows)
    await links.audit({ action: "link.marked-safe", subjectId: id, details: { reason: null } });
  const changed = [...marked.rows, ...cleared.rows].map(({ id }) => id);
  links.touch(changed);
  return changed.length;
}
