import { lockHostVerdictsShared } from "@shunt/db";
import { sql } from "kysely";
import { system } from "../access/index.ts";
import { createTargetCheck, findRefusedHosts } from "../targets/index.ts";
import { changeDomains } from "./change-domains.ts";
import type { DomainsDeps } from "./deps.ts";
import type { DomainChanges } from "./domain-changes.ts";

const urlColumns = ["root_url", "not_found_url", "expired_url"] as const;

/**
 * Moves redirects to a blocked host to `blocked_urls`, until it is unblocked.
 *
 * @param pattern a Postgres regular expression for their URLs
 */
export async function removeDomainUrls(context: DomainsDeps, pattern: string): Promise<void> {
  const matches = (column: string) => sql`${sql.ref(column)} ~ ${pattern}`;
  await changeDomains(context, system, async domains => {
    const { rows } = await sql<{ id: number }>`
      update domains set
        blocked_urls = coalesce(blocked_urls, '{}') || jsonb_strip_nulls(jsonb_build_object(
          ${sql.join(urlColumns.map(column => sql`${sql.lit(column)}, case when ${matches(column)} then ${sql.ref(column)} end`))}
        )),
        ${sql.join(urlColumns.map(column => sql`${sql.ref(column)} = case when ${matches(column)} then null else ${sql.ref(column)} end`))}
      where ${sql.join(urlColumns.map(matches), sql` or `)}
      returning id`.execute(domains.db);
    domains.touch(rows.map(({ id }) => id));
  });
}

/** Restores redirects to hosts that are no longer refused, unless the owner has set others. */
export async function restoreDomainUrls(context: DomainsDeps): Promise<void> {
  await changeDomains(context, system, async domains => {
    const tx = domains.db;
    await lockHostVerdictsShared(tx);
    const { rows } = await sql<{ id: number; urls: Record<string, string> }>`
      select id, blocked_urls as urls from domains where blocked_urls is not null order by id for update`.execute(tx);
    const targets = rows.flatMap(({ urls }) => Object.values(urls));
    const check = await createTargetCheck(names => findRefusedHosts(tx, names), context.config, targets);
    for (const { id, urls } of rows) {
      const allowed = urlColumns.filter(column => urls[column] !== undefined && !check(urls[column]));
      if (allowed.length > 0) await restore(domains, id, urls, allowed);
    }
  });
}

async function restore(
  domains: DomainChanges,
  id: number,
  urls: Record<string, string>,
  columns: readonly string[],
): Promise<void> {
  await sql`
    update domains set
      blocked_urls = nullif(blocked_urls - ${columns}::text[], '{}'),
      ${sql.join(columns.map(column => sql`${sql.ref(column)} = coalesce(${sql.ref(column)}, ${urls[column]})`))}
    where id = ${id}`.execute(domains.db);
  domains.touch([id]);
}
