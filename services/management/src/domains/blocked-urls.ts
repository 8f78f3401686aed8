import { defaultHost } from "@shunt/contracts";
import { type Db, holdHostVerdicts } from "@shunt/db";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { createTargetJudge, findRefusedHosts } from "../links/target-judge.ts";
import { insertDomainNote } from "./domain-store.ts";
import { tellCaches } from "./tell-caches.ts";

const urlColumns = ["root_url", "not_found_url", "expired_url"] as const;

interface ChangedDomain {
  id: number;
  host: string | null;
  version: number;
}

/** Removes redirects of domains that lead to a blocked host, and keeps them aside until it is unblocked. @param pattern of their URLs */
export async function removeDomainUrls(context: Context, pattern: string): Promise<void> {
  const matches = (column: string) => sql`${sql.ref(column)} ~ ${pattern}`;
  await announce(context, async tx => {
    const { rows } = await sql<ChangedDomain>`
      update domains set version = nextval('link_version_seq'),
        blocked_urls = coalesce(blocked_urls, '{}') || jsonb_strip_nulls(jsonb_build_object(
          ${sql.join(urlColumns.map(column => sql`${sql.lit(column)}, case when ${matches(column)} then ${sql.ref(column)} end`))}
        )),
        ${sql.join(urlColumns.map(column => sql`${sql.ref(column)} = case when ${matches(column)} then null else ${sql.ref(column)} end`))}
      where ${sql.join(urlColumns.map(matches), sql` or `)}
      returning id, host, version`.execute(tx);
    return rows;
  });
}

/** Puts back redirects of domains that lead to no refused host any more, unless the owner has chosen others. */
export async function restoreDomainUrls(context: Context): Promise<void> {
  await announce(context, async tx => {
    await holdHostVerdicts(tx);
    const { rows } = await sql<{ id: number; urls: Record<string, string> }>`
      select id, blocked_urls as urls from domains where blocked_urls is not null order by id for update`.execute(tx);
    const targets = rows.flatMap(({ urls }) => Object.values(urls));
    const judge = await createTargetJudge(names => findRefusedHosts(tx, names), context.config, targets);
    const changed: ChangedDomain[] = [];
    for (const { id, urls } of rows) {
      const free = urlColumns.filter(column => urls[column] !== undefined && !judge(urls[column]));
      if (free.length > 0) changed.push(...(await restore(tx, id, urls, free)));
    }
    return changed;
  });
}

async function restore(
  tx: Db,
  id: number,
  urls: Record<string, string>,
  columns: readonly string[],
): Promise<ChangedDomain[]> {
  const { rows } = await sql<ChangedDomain>`
    update domains set version = nextval('link_version_seq'),
      blocked_urls = nullif(blocked_urls - ${columns}::text[], '{}'),
      ${sql.join(columns.map(column => sql`${sql.ref(column)} = coalesce(${sql.ref(column)}, ${urls[column]})`))}
    where id = ${id} returning id, host, version`.execute(tx);
  return rows;
}

async function announce(context: Context, change: (tx: Db) => Promise<ChangedDomain[]>): Promise<void> {
  const changed = await context.db.transaction().execute(async tx => {
    const domains = await change(tx);
    const noted = [];
    for (const { id, host, version } of domains)
      noted.push({
        host: host ?? defaultHost,
        version,
        note: await insertDomainNote(tx, id, host ?? defaultHost, version),
      });
    return noted;
  });
  for (const { host, version, note } of changed) await tellCaches(context, host, version, [note]);
}
