import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

export interface DatabaseMetrics {
  clicksPerMinute: number;
  deadClicks: number;
  webhooksPending: number;
  webhooksOldestDueSeconds: number;
  webhooksFailing: number;
  webhooksDisabled: number;
  outboxPending: number;
  outboxOldestSeconds: number;
  links: number;
  users: number;
}

export async function readDatabaseMetrics(db: Db): Promise<DatabaseMetrics> {
  const { rows } = await sql<DatabaseMetrics>`
    /* prepared read-database-metrics */
    select
      (select coalesce(sum(clicks), 0) from ingested_batches where ingested_at > now() - interval '1 minute')
        as "clicksPerMinute",
      (select count(*) from dead_clicks) as "deadClicks",
      due.count as "webhooksPending", due.age as "webhooksOldestDueSeconds",
      failing.active as "webhooksFailing", failing.disabled as "webhooksDisabled",
      outbox.count as "outboxPending", outbox.age as "outboxOldestSeconds",
      ${countAbout("links")} as links, ${countAbout("users")} as users
    from (
      select count(*), ${ageOf(sql`next_attempt_at`)} as age
      from webhook_deliveries join webhooks on webhooks.id = webhook_id where status = 'pending' and is_active
    ) as due, (
      select count(*) filter (where is_active and failing_since is not null) as active,
        count(*) filter (where not is_active and failing_since is not null) as disabled
      from webhooks
    ) as failing, (select count(*), ${ageOf(sql`created_at`)} as age from cache_outbox) as outbox`.execute(db);
  return rows[0] as DatabaseMetrics;
}

/** Seconds since the earliest time; 0 without rows or if it is in the future. */
function ageOf(time: RawBuilder<unknown>): RawBuilder<number> {
  return sql`greatest(coalesce(extract(epoch from now() - min(${time})), 0), 0)::float`;
}

/** Exact up to ten thousand rows; beyond that, Postgres's estimate, because counting would read the whole table. */
function countAbout(table: "links" | "users"): RawBuilder<number> {
  return sql`(
    select case when reltuples > 10000 then reltuples::bigint
      else (select count(*) from (select from ${sql.table(table)} limit 10001) as first) end
    from pg_class where oid = to_regclass(${sql.lit(table)})
  )`;
}
