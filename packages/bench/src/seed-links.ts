import type { LinkRules } from "@shunt/contracts/links";
import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { sql } from "kysely";

/** Rows per statement, which keeps each statement below the time-out. */
const perStatement = 100_000;

interface SeedOptions {
  /** First letter of the codes, which differs between calls. */
  letter?: string;
  /** `{link}` in it stands for the number of the link, so that links have destinations of their own. */
  rules?: LinkRules | null;
  workspaceId?: string;
}

/** Inserts links with destinations of 60 characters into the tables. Returns their codes of seven characters. */
export async function seedLinks(
  db: Db,
  count: number,
  { letter = "z", rules = null, workspaceId = anonymousWorkspaceId }: SeedOptions = {},
): Promise<string[]> {
  for (let from = 1; from <= count; from += perStatement) {
    await seedSome(db, { from, to: Math.min(count, from + perStatement - 1), letter, rules, workspaceId });
  }
  await sql`analyze`.execute(db);
  return Array.from({ length: count }, (_, i) => `${letter}${(i + 1).toString(16).padStart(6, "0")}`);
}

async function seedSome(
  db: Db,
  { from, to, letter, rules, workspaceId }: Required<SeedOptions> & { from: number; to: number },
): Promise<void> {
  const document = rules === null ? null : JSON.stringify(rules);
  await sql`
    with numbers as (
      select i, gen_random_uuid() as id from generate_series(${sql.lit(from)}, ${sql.lit(to)}) as i
    ), new_links as (
      insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status, rules)
      select id, ${workspaceId}, rpad('https://example.com/some/path/' || i || '?q=', 60, 'x'), true, true, 302, replace(${document}::text, '{link}', i::text)::jsonb
      from numbers
    )
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
    select 1, ${sql.lit(letter)} || lpad(to_hex(i), 6, '0'), id, true, false from numbers
  `.execute(db);
}
