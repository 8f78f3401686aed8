import { type LinkSettings, toDestinations } from "@shunt/contracts/links";
import { isWebUrl } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { firstCheckAt, hostOf } from "./spread-checks.ts";

const linksAtOnce = 500;

interface ChangedLink extends Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "rules"> {
  id: string;
  version: number;
}

/**
 * Schedules the first checks of destinations besides `target_url`, as far as they are web pages, and forgets those that
 * their link no longer has.
 */
export async function scheduleDestinations(db: Db): Promise<void> {
  let links: ChangedLink[];
  do {
    links = await findChanged(db);
    if (links.length > 0) await db.transaction().execute(tx => storeDestinations(tx, links));
  } while (links.length === linksAtOnce);
  // With it go the checks.
  await sql`
    delete from destination_lists using links join workspaces on workspaces.id = workspace_id
    where link_id = links.id and (not checks_links or (rules is null and fallback_url is null))`.execute(db);
}

/** Links that changed since their destinations were stored, in a fixed order, so that two workers do not deadlock. */
async function findChanged(db: Db): Promise<ChangedLink[]> {
  const { rows } = await sql<ChangedLink>`
    select links.id, links.version, target_url as "targetUrl", fallback_url as "fallbackUrl", rules
    from workspaces join links on links.workspace_id = workspaces.id
    left join destination_lists on link_id = links.id
    where checks_links and (rules is not null or fallback_url is not null)
      and destination_lists.version is distinct from links.version
    order by links.id limit ${sql.lit(linksAtOnce)}`.execute(db);
  return rows;
}

async function storeDestinations(tx: Db, links: readonly ChangedLink[]): Promise<void> {
  const ids = links.map(({ id }) => id);
  const found = links.flatMap(link =>
    toDestinations(link)
      .filter(({ url }) => url !== link.targetUrl && isWebUrl(url))
      .map(({ url }) => ({ id: link.id, url })),
  );
  const destinations = sql`unnest(${found.map(({ id }) => id)}::uuid[], ${found.map(({ url }) => url)}::text[])`;
  // Without links that were deleted meanwhile.
  await sql`
    insert into destination_lists (link_id, version)
    select id, given.version from unnest(${ids}::uuid[], ${links.map(({ version }) => version)}::bigint[]) as given (id, version)
    join links using (id) order by id
    on conflict (link_id) do update set version = excluded.version`.execute(tx);
  await sql`
    delete from destination_health where link_id = any(${ids}::uuid[]) and not exists (
      select from ${destinations} as found (id, url) where id = link_id and url = target_url
    )`.execute(tx);
  await sql`
    with found as materialized (
      select link_id, target_url from ${destinations} as given (link_id, target_url) join destination_lists using (link_id)
      where not exists (
        select from destination_health as known where known.link_id = given.link_id and known.target_url = given.target_url
      )
    )
    insert into destination_health (link_id, target_url, host, next_check_at)
    select link_id, target_url, ${hostOf}, ${firstCheckAt(sql`found`)} from found order by link_id
    on conflict (link_id, hashtextextended(target_url, 0)) do nothing`.execute(tx);
}
