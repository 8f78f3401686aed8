import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { scheduleDestinations } from "./schedule-destinations.ts";
import { firstCheckAt, hostOf } from "./spread-checks.ts";

/**
 * Schedules the first checks of links and of new destinations, and forgets those of workspaces that no longer want checks,
 * and of destinations that open other programs.
 */
export async function scheduleChecks(db: Db): Promise<void> {
  await sql`
    with missing as materialized (
      select links.id, links.target_url from workspaces join links on links.workspace_id = workspaces.id
      left join link_health on link_health.link_id = links.id
      where checks_links and links.target_url ~ ${webUrl} and (link_health.link_id is null or link_health.target_url <> links.target_url)
    )
    insert into link_health (link_id, target_url, host, next_check_at)
    select id, target_url, ${hostOf}, ${firstCheckAt(sql`missing`)} from missing
    on conflict (link_id) do update set target_url = excluded.target_url, host = excluded.host, status = 'unknown', since = now(),
      failures = 0, was_ok = false, checked_at = null, http_status = null, redirects_to = null, reason = null,
      next_check_at = excluded.next_check_at`.execute(db);
  await sql`
    delete from link_health using links join workspaces on workspaces.id = workspace_id
    where link_health.link_id = links.id and (not checks_links or links.target_url !~ ${webUrl})`.execute(db);
  await scheduleDestinations(db);
  // Their pause has ended.
  await sql`delete from link_check_hosts where free_at < now() - interval '1 hour'`.execute(db);
}

/** Begins a URL that can be requested. */
const webUrl = sql.lit("^https?:");
