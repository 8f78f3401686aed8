import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertTestLink } from "../testing/test-ingest.ts";
import { emitTestEvents, insertTestWebhook, type TestWebhook } from "../testing/test-webhooks.ts";
import { deleteOldEvents } from "./delete-old-events.ts";
import { emitExpiredLinks } from "./emit-expired-links.ts";
import { resealSecrets } from "./reseal-secrets.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());
beforeEach(async () => {
  await sql`truncate webhooks, webhook_events, links cascade`.execute(db);
});

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const ago = (ms: number) => new Date(Date.now() - ms);
const emit = () => emitExpiredLinks(db, "https://sho.rt");

/** Inserts a webhook for `link.expired` that subscribed `forMs` ago. */
async function aSubscriber(forMs: number, given: { workspaceId?: string } = {}): Promise<TestWebhook> {
  const webhook = await insertTestWebhook(db, { events: ["link.expired"], ...given });
  await db
    .updateTable("webhooks")
    .set({ listening_since: ago(forMs) })
    .where("id", "=", webhook.id)
    .execute();
  return webhook;
}

async function aLink(
  workspaceId: string,
  expires_at: Date | null,
  domain_id = 1,
): Promise<{ id: string; code: string }> {
  const [id, code] = [await insertTestLink(db), randomUUID().slice(0, 8)];
  await db.updateTable("links").set({ workspace_id: workspaceId, expires_at }).where("id", "=", id).execute();
  await db
    .insertInto("link_codes")
    .values({ domain_id, code, link_id: id, is_primary: true, is_custom: false })
    .execute();
  return { id, code };
}

interface Emitted {
  data: { id: string; short_url: string };
}

/** Finds the events of a webhook's deliveries. */
async function findEmitted({ id }: TestWebhook): Promise<Emitted[]> {
  const rows = await db
    .selectFrom("webhook_deliveries")
    .innerJoin("webhook_events", "webhook_events.id", "event_id")
    .select("payload")
    .where("webhook_id", "=", id)
    .orderBy("event_id")
    .execute();
  return rows.map(({ payload }) => payload as Emitted);
}

/** Gives a link a limit, and lets redirects reserve clicks. */
async function useClicks(id: string, max_clicks: number, reserved: number, used_up_at: Date | null): Promise<void> {
  await db.updateTable("links").set({ rules: { max_clicks } }).where("id", "=", id).execute();
  await db
    .insertInto("link_uses")
    .values({ link_id: id, reserved, granted: 1, used_up_at })
    .onConflict(conflict => conflict.column("link_id").doUpdateSet({ reserved, used_up_at }))
    .execute();
}

test("emitExpiredLinks emits a link whose clicks are used up once per limit", async () => {
  const webhook = await aSubscriber(dayMs);
  const usedUpAt = ago(minuteMs);
  const [link, open, reopened] = await Promise.all([1, 2, 3].map(() => aLink(webhook.workspaceId, null)));
  await useClicks(link?.id ?? "", 5, 5, usedUpAt);
  await useClicks(open?.id ?? "", 5, 4, null);
  await useClicks(reopened?.id ?? "", 6, 5, usedUpAt);

  await Promise.all([emit(), emit()]);

  expect(await findEmitted(webhook)).toMatchObject([
    { data: { id: link?.id, expires_at: usedUpAt.toISOString(), max_clicks: 5 } },
  ]);
  await useClicks(link?.id ?? "", 7, 7, ago(minuteMs / 2));
  await emit();
  expect(await findEmitted(webhook)).toMatchObject([{}, { data: { id: link?.id, max_clicks: 7 } }]);
});

test("emitExpiredLinks waits for clicks that redirects may return", async () => {
  const webhook = await aSubscriber(dayMs);
  const { id } = await aLink(webhook.workspaceId, null);
  await useClicks(id, 5, 5, ago(0));

  await emit();

  expect(await findEmitted(webhook)).toEqual([]);
});

test("emitExpiredLinks emits an expired link once, also with several workers", async () => {
  const webhook = await aSubscriber(dayMs);
  const expiresAt = ago(minuteMs);
  const link = await aLink(webhook.workspaceId, expiresAt);

  await Promise.all([emit(), emit(), emit()]);
  await emit();

  expect(await findEmitted(webhook)).toEqual([
    {
      type: "link.expired",
      timestamp: expect.any(String),
      data: {
        id: link.id,
        short_code: link.code,
        domain: null,
        short_url: `https://sho.rt/${link.code}`,
        original_url: "https://example.com/",
        expires_at: expiresAt.toISOString(),
        max_clicks: null,
      },
    },
  ]);
});

test("emitExpiredLinks emits a link again after a new expiry time has passed", async () => {
  const webhook = await aSubscriber(dayMs);
  const { id } = await aLink(webhook.workspaceId, ago(2 * minuteMs));
  await emit();
  await db
    .updateTable("links")
    .set({ expires_at: ago(minuteMs) })
    .execute();

  await emit();
  await emit();

  expect((await findEmitted(webhook)).map(({ data }) => data.id)).toEqual([id, id]);
});

test("emitExpiredLinks skips links that are not expired, expired before the subscription, or belong to other workspaces", async () => {
  const webhook = await aSubscriber(10 * minuteMs);
  const other = await aSubscriber(dayMs);
  await aLink(webhook.workspaceId, null);
  await aLink(webhook.workspaceId, ago(-minuteMs));
  await aLink(webhook.workspaceId, ago(20 * minuteMs));

  await emit();

  for (const each of [webhook, other]) expect(await findEmitted(each)).toEqual([]);
});

test("emitExpiredLinks creates no delivery for webhooks that subscribed after the expiry", async () => {
  const webhook = await aSubscriber(dayMs);
  const late = await aSubscriber(minuteMs, webhook);
  await aLink(webhook.workspaceId, ago(2 * minuteMs));

  await emit();

  expect(await findEmitted(webhook)).toHaveLength(1);
  expect(await findEmitted(late)).toEqual([]);
});

test("link.expired contains the short URL on a custom domain", async () => {
  const webhook = await aSubscriber(dayMs);
  const { id } = await db
    .insertInto("domains")
    .values({ host: "go.ann.example", workspace_id: webhook.workspaceId })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { code } = await aLink(webhook.workspaceId, ago(minuteMs), id);

  await emit();

  expect((await findEmitted(webhook)).map(({ data }) => data.short_url)).toEqual([`https://go.ann.example/${code}`]);
});

test("emitExpiredLinks emits more links than fit into one query", async () => {
  const webhook = await aSubscriber(dayMs);
  await sql`insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status, expires_at)
    select gen_random_uuid(), ${webhook.workspaceId}, 'https://example.com/', true, true, 302, now() - interval '1 minute'
    from generate_series(1, 1000)`.execute(db);
  await sql`insert into link_codes (code, domain_id, link_id, is_primary, is_custom)
    select id::text, 1, id, true, false from links`.execute(db);

  await emit();

  expect(await findEmitted(webhook)).toHaveLength(1_000);
});

test("deleteOldEvents deletes events and their deliveries after thirty days", async () => {
  const webhook = await insertTestWebhook(db);
  const [old, young] = await emitTestEvents(db, webhook.workspaceId, 2);
  await db
    .updateTable("webhook_events")
    .set({ created_at: ago(31 * dayMs) })
    .where("id", "=", old as string)
    .execute();
  await db
    .updateTable("webhook_events")
    .set({ created_at: ago(29 * dayMs) })
    .where("id", "=", young as string)
    .execute();

  await deleteOldEvents(db);

  const left = await db.selectFrom("webhook_deliveries").select("event_id").execute();
  expect(left).toEqual([{ event_id: young }]);
});

test("resealSecrets re-encrypts secrets under the current SECRET_KEY", async () => {
  const { id, secret } = await insertTestWebhook(db);
  const [oldKey, newKey] = ["5e".repeat(32), "6f".repeat(32)];
  const sealed = async () =>
    (await db.selectFrom("webhooks").select("secret_sealed").where("id", "=", id).executeTakeFirstOrThrow())
      .secret_sealed;

  await resealSecrets(db, [newKey, oldKey]);
  const once = await sealed();
  await resealSecrets(db, [newKey, oldKey]);

  expect(createWebhookSecretBox([newKey]).open(once)).toBe(secret);
  expect(await sealed()).toEqual(once);
});
