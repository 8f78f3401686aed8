import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Deliveries that may wait for one webhook; events beyond that are skipped, and counted. A bulk request makes as many links. */
export const maxBacklog = 10_000;

/**
 * Notes which webhooks have a full backlog, and which have room again. Counted here rather than with each event, as events are
 * written in transactions that others wait for; so a backlog may grow beyond the bound by what happens within some seconds.
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
