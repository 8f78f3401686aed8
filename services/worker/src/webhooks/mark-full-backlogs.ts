import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Pending deliveries per webhook; further events are skipped and counted. A bulk request creates as many links. */
export const maxBacklog = 10_000;

/**
 * Counting here instead of at each event keeps the transactions that write events short. A backlog may exceed the limit
 * by the events of some seconds.
 */
export async function markFullBacklogs(db: Db): Promise<void> {
  await sql`
    with recursive waiting as (
      (select webhook_id from webhook_deliveries where status = 'pending' order by webhook_id limit 1)
      union all
      select (
        select next.webhook_id from webhook_deliveries as next
        where status = 'pending' and next.webhook_id > waiting.webhook_id
        order by next.webhook_id limit 1
      ) from waiting where webhook_id is not null
    ), counted as (
      select id, (
        select count(*) from (
          select from webhook_deliveries where webhook_id = webhooks.id and status = 'pending' limit ${sql.lit(maxBacklog)}
        ) as pending
      ) = ${sql.lit(maxBacklog)} as is_full
      from webhooks where is_backlog_full or id in (select webhook_id from waiting)
    )
    update webhooks set is_backlog_full = is_full
    from counted where counted.id = webhooks.id and is_backlog_full <> is_full`.execute(db);
}
