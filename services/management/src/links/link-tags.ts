import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** The names of a link's tags, sorted; for a select from `links`. */
export const tagsOfLink = sql<string[]>`array(
  select name from link_tags join tags on tags.id = tag_id where link_id = links.id order by lower(name)
)`;

/**
 * Gives a link these tags and no others. A tag is one of its workspace, told apart without case, and made when it is named
 * for the first time.
 */
export async function setTags(tx: Db, linkId: string, names: readonly string[]): Promise<void> {
  await sql`delete from link_tags where link_id = ${linkId}`.execute(tx);
  if (names.length === 0) return;
  // Sorted, so that no two transactions wait for each other.
  await sql`
    insert into tags (id, workspace_id, name)
    select distinct on (lower(name)) gen_random_uuid(), workspace_id, name
    from links, unnest(${names}::text[]) with ordinality as given (name, position) where links.id = ${linkId}
    order by lower(name), position
    on conflict (workspace_id, lower(name)) do nothing`.execute(tx);
  await sql`
    insert into link_tags (link_id, tag_id)
    select links.id, tags.id from links join tags on tags.workspace_id = links.workspace_id
    where links.id = ${linkId} and lower(name) = any(select lower(given) from unnest(${names}::text[]) as given)`.execute(
    tx,
  );
}

/** The condition that a link bears one of the tags. */
export function bearsTag(names: readonly string[]) {
  return sql<boolean>`exists (
    select from link_tags join tags on tags.id = tag_id
    where link_id = links.id and lower(name) = any(select lower(given) from unnest(${names}::text[]) as given)
  )`;
}
