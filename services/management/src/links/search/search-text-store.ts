import type { Db } from "@shunt/db";
import { sql } from "kysely";

export interface SearchText {
  id: string;
  /** Null if the link needs none. */
  searchText: string | null;
  /** The version of the link that it was made from; the current one if omitted. */
  version?: number;
}

/** Does not overwrite the text of a newer version. */
export async function writeSearchTexts(db: Db, texts: readonly SearchText[]): Promise<void> {
  const obsolete = texts.flatMap(({ id, searchText }) => (searchText === null ? [id] : []));
  const needed = texts.filter(({ searchText }) => searchText !== null);
  if (obsolete.length > 0) await db.deleteFrom("link_search").where("link_id", "in", obsolete).execute();
  if (needed.length === 0) return;
  await sql`
    insert into link_search (link_id, owner_id, version, search_text)
    select links.id, owner_id, version, given.search_text
    from unnest(
      ${needed.map(({ id }) => id)}::uuid[], ${needed.map(({ searchText }) => searchText)}::text[],
      ${needed.map(({ version }) => version ?? null)}::bigint[]
    ) as given (id, search_text, read_version)
    join links on links.id = given.id and links.version = coalesce(read_version, links.version)
    order by links.id
    on conflict (link_id) do update set owner_id = excluded.owner_id, version = excluded.version,
      search_text = excluded.search_text
    where link_search.version <= excluded.version`.execute(db);
}
