import { createDb, type Db, insertWebhookEvents } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aLinkCreated, emitTestEvents, insertTestWebhook, type TestWebhook } from "../testing/test-webhooks.ts";
import { markFullBacklogs, maxBacklog } from "./mark-full-backlogs.ts";
import { trimDeliveryLog } from "./trim-delivery-log.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());
beforeEach(async () => {
  await sql`truncate webhooks, webhook_events cascade`.execute(db);
});

async function countDeliveries({ id }: TestWebhook): Promise<number> {
  return (await db.selectFrom("webhook_deliveries").select("id").where("webhook_id", "=", id).execute()).length;
}

async function findSkips({ id }: TestWebhook): Promise<number[]> {
  const rows = await db.selectFrom("webhook_skips").select("events").where("webhook_id", "=", id).execute();
  return rows.map(({ events }) => events);
}

/** Adds pending deliveries of one event. */
async function addPending(webhook: TestWebhook, deliveries: number): Promise<void> {
  const [eventId] = await emitTestEvents(db, webhook.workspaceId);
  await sql`
    insert into webhook_deliveries (id, webhook_id, event_id)
    select gen_random_uuid(), ${webhook.id}, ${eventId} from generate_series(2, ${deliveries}::int)`.execute(db);
}

test("a webhook with a full backlog gets no deliveries, and skipped events are counted", async () => {
  const full = await insertTestWebhook(db);
  const other = await insertTestWebhook(db, { workspaceId: full.workspaceId });
  await addPending(full, maxBacklog);
  await sql`delete from webhook_deliveries where webhook_id = ${other.id}`.execute(db);
  await markFullBacklogs(db);

  await emitTestEvents(db, full.workspaceId, 3);
  await emitTestEvents(db, full.workspaceId, 2);

  expect([await countDeliveries(full), await findSkips(full)]).toEqual([maxBacklog, [3, 2]]);
  expect([await countDeliveries(other), await findSkips(other)]).toEqual([5, []]);
});

test("a backlog below the limit gets deliveries again", async () => {
  const webhook = await insertTestWebhook(db);
  await addPending(webhook, maxBacklog);
  await markFullBacklogs(db);
  await sql`
    update webhook_deliveries set status = 'delivered'
    where id = (select id from webhook_deliveries limit 1)`.execute(db);

  await markFullBacklogs(db);

  await emitTestEvents(db, webhook.workspaceId);
  expect([await countDeliveries(webhook), await findSkips(webhook)]).toEqual([maxBacklog + 1, []]);
});

test("a skipped event with a once_key is counted once", async () => {
  const webhook = await insertTestWebhook(db);
  await db.updateTable("webhooks").set({ is_backlog_full: true }).execute();
  const emit = () => insertWebhookEvents(db, [aLinkCreated(webhook.workspaceId, {}, "once")]);

  await emit();
  await emit();

  expect([await countDeliveries(webhook), await findSkips(webhook)]).toEqual([0, [1]]);
});

test("trimDeliveryLog keeps the newest thousand settled deliveries and all pending ones", async () => {
  const [busy, quiet] = [await insertTestWebhook(db), await insertTestWebhook(db)];
  const events = await emitTestEvents(db, busy.workspaceId, 1_010);
  await sql`update webhook_deliveries set created_at = now() - interval '1 day'`.execute(db);
  const oldest = events.slice(0, 9);
  await sql`
    update webhook_deliveries set created_at = now() - interval '2 days'
    where event_id = any(${oldest}::uuid[])`.execute(db);
  await sql`update webhook_deliveries set status = 'delivered' where event_id <> ${events[0]}`.execute(db);
  await emitTestEvents(db, quiet.workspaceId, 2);

  await trimDeliveryLog(db);

  expect([await countDeliveries(busy), await countDeliveries(quiet)]).toEqual([1_001, 2]);
  const left = await db.selectFrom("webhook_events").select("id").where("id", "in", oldest).execute();
  expect(left.map(({ id }) => id)).toEqual([events[0]]);
});

test("trimDeliveryLog deletes events without deliveries unless they have a once_key", async () => {
  const webhook = await insertTestWebhook(db);
  const { workspaceId } = webhook;
  await emitTestEvents(db, workspaceId, 3);
  await insertWebhookEvents(db, [aLinkCreated(workspaceId, {}, "kept")]);
  await db.deleteFrom("webhooks").where("id", "=", webhook.id).execute();

  await trimDeliveryLog(db);

  expect(await db.selectFrom("webhook_events").select("once_key").execute()).toEqual([{ once_key: "kept" }]);
});

test("trimDeliveryLog sums up skips per webhook and deletes them after thirty days", async () => {
  const [some, old] = [await insertTestWebhook(db), await insertTestWebhook(db)];
  const skip = (webhook: TestWebhook, events: number, days: number) =>
    sql`insert into webhook_skips values (${webhook.id}, ${events}, now() - ${days} * interval '1 day')`.execute(db);
  for (const [webhook, events, days] of [
    [some, 2, 40],
    [some, 3, 1],
    [old, 4, 31],
  ] as const)
    await skip(webhook, events, days);

  await trimDeliveryLog(db);

  expect([await findSkips(some), await findSkips(old)]).toEqual([[5], []]);
});
