import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Delivered or failed deliveries to keep per webhook; the newest stay. */
const maxSettled = 1_000;
const skipsKeptFor = sql`interval '30 days'`;
/** Keeps each statement within seconds. */
const rowsAtOnce = 5_000;

/** Bounds the delivery log of each webhook: deletes old deliveries, events without deliveries, and old skips. */
export async function trimDeliveryLog(db: Db): Promise<void> {
  await untilDone(() => deleteOldDeliveries(db));
  await untilDone(() => deleteEventsWithoutDeliveries(db));
  await sumUpSkips(db);
}

async function untilDone(deleteSome: () => Promise<number>): Promise<void> {
  while ((await deleteSome()) === rowsAtOnce);
}

async function deleteOldDeliveries(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where status <> 'pending' and id in (
      select old.id from webhooks cross join lateral (
        select id from webhook_deliveries where webhook_id = webhooks.id and status <> 'pending'
        order by created_at desc, id desc offset ${sql.lit(maxSettled)} limit ${sql.lit(rowsAtOnce)}
      ) as old limit ${sql.lit(rowsAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Deletes events without deliveries. Events with a once_key stay, as it prevents a second emission. */
async function deleteEventsWithoutDeliveries(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_events where id in (
      select id from webhook_events where once_key is null
        and not exists (select from webhook_deliveries where event_id = webhook_events.id)
      limit ${sql.lit(rowsAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function sumUpSkips(db: Db): Promise<void> {
  await sql`
    with gone as (delete from webhook_skips returning *)
    insert into webhook_skips (webhook_id, events, skipped_at)
    select webhook_id, sum(events), max(skipped_at) from gone
    where exists (select from webhooks where id = webhook_id)
    group by webhook_id having max(skipped_at) > now() - ${skipsKeptFor}`.execute(db);
}
