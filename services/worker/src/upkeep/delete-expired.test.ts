import { randomBytes, randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  deleteExpiredTokens,
  deleteFreedCodes,
  deleteOldBatchNames,
  deleteOldNotifications,
  deleteOldReports,
} from "./delete-expired.ts";

const now = Date.UTC(2026, 10, 20, 12);
const daysAgo = (days: number) => new Date(now - days * 24 * 60 * 60_000);
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

test("deleteOldBatchNames deletes batch names older than ninety days", async () => {
  await db
    .insertInto("ingested_batches")
    .values([
      { name: "old", clicks: 1, ingested_at: daysAgo(91) },
      { name: "young", clicks: 1, ingested_at: daysAgo(89) },
    ])
    .execute();

  await deleteOldBatchNames(db, now);

  expect(await db.selectFrom("ingested_batches").select("name").execute()).toEqual([{ name: "young" }]);
});

test("deleteOldBatchNames deletes begun parts that are ingested, and keeps others", async () => {
  await db
    .insertInto("ingested_batches")
    .values({ name: "done", clicks: 1, ingested_at: daysAgo(0) })
    .execute();
  await db
    .insertInto("begun_parts")
    .values([{ name: "done" }, { name: "open" }])
    .execute();

  await deleteOldBatchNames(db, now);

  expect(await db.selectFrom("begun_parts").select("name").execute()).toEqual([{ name: "open" }]);
});

test("deleteFreedCodes deletes codes whose quarantine has ended", async () => {
  const aCode = (code: string, kept_until: Date) => ({ code, domain_id: 1, workspace_id: randomUUID(), kept_until });
  await db
    .insertInto("freed_codes")
    .values([aCode("over", daysAgo(0)), aCode("kept", daysAgo(-1))])
    .execute();

  await deleteFreedCodes(db, now);

  expect(await db.selectFrom("freed_codes").select("code").execute()).toEqual([{ code: "kept" }]);
});

test("deleteOldNotifications deletes notifications older than ninety days, read or not", async () => {
  const user = { id: randomUUID(), email: "cleo@example.com", full_name: null, password_hash: "" };
  await db.insertInto("users").values(user).execute();
  const aNotification = (created_at: Date, read_at: Date | null) => ({
    id: randomUUID(),
    user_id: user.id,
    kind: "like",
    actor_id: null,
    post_id: null,
    link_id: null,
    clicks: null,
    created_at,
    read_at,
  });
  const young = aNotification(daysAgo(89), daysAgo(88));
  await db
    .insertInto("social.notifications")
    .values([aNotification(daysAgo(91), null), aNotification(daysAgo(91), daysAgo(1)), young])
    .execute();

  await deleteOldNotifications(db, now);

  expect(await db.selectFrom("social.notifications").select("id").execute()).toEqual([{ id: young.id }]);
});

test("deleteExpiredTokens deletes expired mail tokens", async () => {
  const user = { id: randomUUID(), email: "bob@example.com", full_name: null, password_hash: "" };
  await db.insertInto("users").values(user).execute();
  const aToken = (purpose: "verify-email" | "reset-password", expiresAt: Date) => ({
    token_hash: randomBytes(32),
    user_id: user.id,
    purpose,
    expires_at: expiresAt,
  });
  await db
    .insertInto("mail_tokens")
    .values([aToken("reset-password", new Date(now - 1)), aToken("verify-email", daysAgo(-1))])
    .execute();

  await deleteExpiredTokens(db, now);

  expect(await db.selectFrom("mail_tokens").select("purpose").execute()).toEqual([{ purpose: "verify-email" }]);
});

test("deleteExpiredTokens deletes expired invitations", async () => {
  const user = { id: randomUUID(), email: "dora@example.com", full_name: null, password_hash: "" };
  const workspace = { id: randomUUID(), name: "Team" };
  await db.insertInto("users").values(user).execute();
  await db.insertInto("workspaces").values(workspace).execute();
  const anInvitation = (email: string, expiresAt: Date) => ({
    id: randomUUID(),
    workspace_id: workspace.id,
    email,
    role: "editor" as const,
    token_hash: randomBytes(32),
    invited_by: user.id,
    expires_at: expiresAt,
  });
  await db
    .insertInto("workspace_invitations")
    .values([anInvitation("late@example.com", new Date(now - 1)), anInvitation("early@example.com", daysAgo(-1))])
    .execute();

  await deleteExpiredTokens(db, now);

  expect(await db.selectFrom("workspace_invitations").select("email").execute()).toEqual([
    { email: "early@example.com" },
  ]);
});

test("deleteExpiredTokens keeps tokens and sessions for a week after expiry", async () => {
  const user = { id: randomUUID(), email: "ada@example.com", full_name: null, password_hash: "" };
  await db.insertInto("users").values(user).execute();
  const aToken = (expiresAt: Date) => ({
    id: randomUUID(),
    family_id: randomUUID(),
    user_id: user.id,
    token_hash: randomBytes(32),
    expires_at: expiresAt,
    used_at: null,
    revoked_at: null,
  });
  const [old, expired, valid] = [aToken(daysAgo(8)), aToken(daysAgo(6)), aToken(daysAgo(-1))];
  await db.insertInto("refresh_tokens").values([old, expired, valid]).execute();
  const sessions = [old, expired, valid].map(({ family_id, expires_at }) => ({ id: family_id, expires_at }));
  await db
    .insertInto("sessions")
    .values(sessions.map(session => ({ ...session, user_id: user.id, user_agent: "" })))
    .execute();

  await deleteExpiredTokens(db, now);

  const kept = await db.selectFrom("refresh_tokens").select("id").orderBy("expires_at").execute();
  expect(kept.map(({ id }) => id)).toEqual([expired.id, valid.id]);
  const left = await db.selectFrom("sessions").select("id").orderBy("expires_at").execute();
  expect(left.map(({ id }) => id)).toEqual([expired.family_id, valid.family_id]);
});

test("deleteOldReports deletes closed reports after 90 days, and open ones after a year without a new report", async () => {
  const { rows: links } = await sql<{ id: string }>`
    with personal as (insert into workspaces (id, name) values (gen_random_uuid(), 'Shop') returning id)
    insert into links (id, workspace_id, target_url, is_active, is_public, is_indexable, redirect_status)
    select gen_random_uuid(), id, 'https://example.com/', true, true, false, 302 from personal, generate_series(1, 4) returning id`.execute(
    db,
  );
  const [closedOld, closedYoung, openOld, openYoung] = links.map(({ id }) => id) as [string, string, string, string];
  const aReport = (link_id: string, reported_at: Date, closed_at: Date | null) => ({
    ...{ id: randomUUID(), link_id, entries: "[]", reported_at, closed_at },
    outcome: closed_at && "no_action",
  });
  await db
    .insertInto("link_reports")
    .values([
      aReport(closedOld, daysAgo(91), daysAgo(91)),
      aReport(closedYoung, daysAgo(100), daysAgo(89)),
      aReport(openOld, daysAgo(366), null),
      aReport(openYoung, daysAgo(364), null),
    ])
    .execute();

  await deleteOldReports(db, now);

  const kept = await db.selectFrom("link_reports").select("link_id").execute();
  expect(kept.map(({ link_id }) => link_id).sort()).toEqual([closedYoung, openYoung].sort());
});
