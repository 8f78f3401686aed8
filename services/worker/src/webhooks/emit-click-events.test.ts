import { randomUUID } from "node:crypto";
import { anonymousWorkspaceId, type Db, selectClicks } from "@shunt/db";
import { aClick, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { redriveDeadClicks } from "../ingest/dead/redrive-dead-clicks.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { insertTestWebhook } from "../testing/test-webhooks.ts";
import { startClickSubscribers } from "./click-subscribers.ts";

const subscribers = new Set<string>();
let worker: TestIngest;
let db: Db;
let link: string;
let code: string;
beforeAll(async () => {
  worker = await startTestIngest(subscribers);
  ({ db } = worker);
});
afterAll(() => worker.stop());
beforeEach(async () => {
  await sql`truncate webhooks, webhook_events cascade`.execute(db);
  subscribers.clear();
  subscribers.add(anonymousWorkspaceId);
  link = await insertTestLink(db);
  code = randomUUID();
  const address = { domain_id: 1, code, link_id: link, is_primary: true, is_custom: false };
  await db.insertInto("link_codes").values(address).execute();
});

const listen = () => insertTestWebhook(db, { events: ["link.clicked"], workspaceId: anonymousWorkspaceId });
const click = (given = {}) => aClick({ linkId: link, at: Date.now(), ...given });

async function findEvents() {
  const { rows } = await sql<{ payload: { type: string; data: { clicks: { id: string; destination: string }[] } } }>`
    select payload from webhook_events join webhook_deliveries on event_id = webhook_events.id
    order by webhook_events.id`.execute(db);
  return rows.map(({ payload }) => payload);
}

test("link.clicked contains every field of a click except the visitor's identity", async () => {
  await listen();
  const at = Date.UTC(2026, 10, 20, 12, 0, 0, 134);

  await worker.ingest([
    click({ at, referrer: "https://news.example/a", marks: "qr=1&utm_source=mail", ip: "192.0.2.77" }),
    click({ userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }),
  ]);

  const events = await findEvents();
  const { id } = await db
    .selectFrom(selectClicks().as("click"))
    .select("id")
    .where("link_id", "=", link)
    .where("class", "=", "human")
    .executeTakeFirstOrThrow();
  expect(events).toMatchObject([{ type: "link.clicked", timestamp: expect.any(String) }]);
  expect(events[0]?.data.clicks).toEqual([
    {
      id,
      clicked_at: "2026-11-20T12:00:00.134Z",
      link_id: link,
      short_code: code,
      domain: null,
      class: "human",
      class_reason: null,
      country: "DE",
      region: "Bavaria",
      city: "Munich",
      browser: "Chrome",
      browser_version: "149.0",
      os: "Windows",
      os_version: "10",
      device: "desktop",
      referrer: "news.example",
      language: "en-gb",
      source: "qr",
      utm_source: "mail",
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      destination: "https://example.com/",
      rule: null,
      variant: null,
    },
  ]);
});

test("link.clicked contains at most a hundred clicks of a transaction", async () => {
  await listen();

  await worker.ingest(Array.from({ length: 250 }, () => click()));

  const counts = (await findEvents()).map(({ data }) => data.clicks.length);
  expect(counts).toEqual([100, 100, 50]);
});

test("a duplicate batch emits no second link.clicked", async () => {
  await listen();
  const name = randomUUID();

  await Promise.all([1, 2, 3].map(() => worker.ingest([click()], name)));
  await worker.ingest([click()], name);

  expect(await findEvents()).toHaveLength(1);
});

test("every subscribed webhook gets a delivery, and without one no event is stored", async () => {
  await listen();
  await worker.ingest([click()]);
  await listen();
  await insertTestWebhook(db, { events: ["link.created"], workspaceId: anonymousWorkspaceId });
  await worker.ingest([click()]);
  await db.updateTable("webhooks").set({ is_active: false }).execute();
  await worker.ingest([click()]);

  expect(await findEvents()).toHaveLength(3);
  const { count } = await db
    .selectFrom("webhook_events")
    .select(eb => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  expect(count).toBe(2);
});

test("text that jsonb refuses does not prevent a click from being counted and emitted", async () => {
  await listen();

  const { dead } = await worker.ingest([
    click({ destination: "https://example.com/\0\ud800?\\u0000", marks: "utm_source=%00%ed%a0%80a" }),
  ]);

  expect(dead).toBe(0);
  expect((await findEvents())[0]?.data.clicks).toMatchObject([{ destination: "https://example.com/\ufffd?\\u0000" }]);
});

test("refused clicks are emitted when they are redriven", async () => {
  await listen();
  const poison = "https://poison.example/";
  await sql`alter table link_destinations add constraint refusal check (url <> ${sql.lit(poison)}) not valid`.execute(
    db,
  );
  await worker.ingest([click(), click({ destination: poison }), click()]);
  const before = (await findEvents()).flatMap(({ data }) => data.clicks);
  await sql`alter table link_destinations drop constraint refusal`.execute(db);

  await redriveDeadClicks(db, worker.pool);

  expect(before.map(({ destination }) => destination)).not.toContain(poison);
  const after = (await findEvents()).flatMap(({ data }) => data.clicks);
  expect(after).toHaveLength(3);
  expect(new Set(after.map(({ id }) => id)).size).toBe(3);
  expect(after.map(({ destination }) => destination)).toContain(poison);
});

test("ingest does not wait for the deletion of a webhook and loses no click", async () => {
  await listen();

  await db.transaction().execute(async tx => {
    await tx.deleteFrom("webhooks").execute();
    const ingested = await worker.ingest(Array.from({ length: 200 }, () => click()));
    expect(ingested).toMatchObject({ isNew: true, dead: 0 });
  });

  expect(await findEvents()).toEqual([]);
});

test("startClickSubscribers notices new and deleted webhooks", async () => {
  const running = await startClickSubscribers(db, () => {});
  expect(running.get()).toEqual(new Set());

  await listen();
  await waitFor(() => running.get().has(anonymousWorkspaceId), { what: "the webhook to be noticed" });
  await db.deleteFrom("webhooks").execute();
  await waitFor(() => running.get().size === 0, { what: "the deletion to be noticed" });
  await running.stop();
});
