import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { LinkChanges } from "../change/link-changes.ts";
import { findSameText, maxCompared } from "../search/find-same-text.ts";

export async function setTags(links: LinkChanges, linkId: string, names: readonly string[]): Promise<void> {
  await sql`delete from link_tags where link_id = ${linkId}`.execute(links.db);
  links.touch([linkId]);
  await addTags(
    links,
    names.map(name => ({ linkId, name })),
  );
}

/** A tag is unique in its workspace regardless of case, and is created on first use. */
export async function addTags(links: LinkChanges, tags: readonly { linkId: string; name: string }[]): Promise<void> {
  if (tags.length === 0) return;
  links.touch(tags.map(({ linkId }) => linkId));
  const given = sql`unnest(${tags.map(tag => tag.linkId)}::uuid[], ${tags.map(tag => tag.name)}::text[])
    with ordinality as given (link_id, name, position)`;
  let missing: number;
  do {
    // Sorted, so that two transactions cannot deadlock.
    await sql`
      insert into tags (id, workspace_id, name)
      select distinct on (workspace_id, lower(name)) gen_random_uuid(), workspace_id, name
      from ${given} join links on links.id = link_id
      order by workspace_id, lower(name), position
      on conflict (workspace_id, lower(name)) do nothing`.execute(links.db);
    missing = await insertLinkTags(links, given);
    // Another member renamed, merged or deleted a tag between the statements.
  } while (missing > 0);
}

/** Returns how many of the given tags do not exist. The others cannot be deleted until the transaction ends. */
async function insertLinkTags(links: LinkChanges, given: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    with wanted as (
      select link_id, workspace_id, lower(name) as key from ${given} join links on links.id = link_id
    ), locked as (
      select id, workspace_id, lower(name) as key from tags
      where (workspace_id, lower(name)) in (select workspace_id, key from wanted) order by id for key share
    ), tagged as (
      insert into link_tags (link_id, tag_id)
      select distinct link_id, id from wanted join locked using (workspace_id, key)
      on conflict do nothing
    )
    select count(*) as missing from wanted left join locked using (workspace_id, key) where id is null`.execute(
    links.db,
  );
  return rows[0]?.missing ?? 0;
}

export function hasTag(names: readonly string[]) {
  return sql<boolean>`exists (
    select from link_tags join tags on tags.id = tag_id
    where link_id = links.id and lower(name) = any(select lower(given) from unnest(${names}::text[]) as given)
  )`;
}

/**
 * Returns the spellings that equal a name apart from case, else apart from case and accents.
 *
 * @throws Problem "tag-not-found", also for a tag that the actor may not see
 */
export async function getTags(db: Db, isSeen: RawBuilder<boolean>, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from tags where ${isSeen}
    order by lower(name) in (select lower(given) from unnest(${names}::text[]) as given) desc limit ${maxCompared}`.execute(
    db,
  );
  const tags = [...new Set(rows.map(({ name }) => name))];
  return names.flatMap(given => {
    const found = findSameText(tags, given);
    if (found.length === 0) throw new Problem("tag-not-found", `You have no tag ${given}`);
    return found;
  });
}
