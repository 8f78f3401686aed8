import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { sql } from "kysely";

/** Rows per statement, which keeps each statement below the time-out. */
const perStatement = 100_000;

/** Inserts links with destinations of 60 characters into the tables. Returns their codes of seven characters. */
export async function seedLinks(db: Db, count: number): Promise<string[]> {
  for (let from = 1; from <= count; from += perStatement) {
    await seedSome(db, from, Math.min(count, from + perStatement - 1));
  }
  await sql`analyze`.execute(db);
  return Array.from({ length: count }, (_, i) => `z${(i + 1).toString(16).padStart(6, "0")}`);
}

async function seedSome(db: Db, from: number, to: number): Promise<void> {
  await sql`
    with numbers as (
      select i, gen_random_uuid() as id from generate_series(${sql.lit(from)}, ${sql.lit(to)}) as i
    ), new_links as (
      insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status)
      select id, ${anonymousWorkspaceId}, rpad('https://example.com/some/path/' || i || '?q=', 60, 'x'), true, true, 302
      from numbers
    )
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
    select 1, 'z' || lpad(to_hex(i), 6, '0'), id, true, false from numbers
  `.execute(db);
}
