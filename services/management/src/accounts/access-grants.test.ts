import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { upsertMailToken } from "../auth/mail/mail-token-store.ts";
import { createSecret, hashSecret } from "../auth/session/tokens.ts";
import { createBrowser } from "../testing/browser.ts";
import { passGrace } from "../testing/pass-grace.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { watchStream } from "../testing/watch-stream.ts";
import { accessGrants, accessRules } from "./access-grants.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
/** A second process with the same database and Redis. */
let other: TestApi;
let db: Db;
let boss: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  other = await startTestApi({ DATABASE_URL: api.databaseUrl, REDIS_URL: api.redis.url });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to exist",
  });
});
afterAll(async () => {
  await db.destroy();
  await other.stop();
  await api.stop();
});

const newPassword = "a quite different one";
const live = "/api/v1/analytics/live";
const request = (method: string, path: string, token?: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, { ...(token && { token }), ...(body !== undefined && { body }) });

async function openStream(at: TestApi, token: string, path = live) {
  const stream = await watchStream(at.url, { token }, path);
  let isOpen = true;
  void stream.ended.finally(() => {
    isOpen = false;
  });
  return { isOpen: () => isOpen, leave: stream.leave };
}

/** Requests that trigger an event use the session `own`. */
async function anAccountWithAllGrants() {
  const { id, email, password, token: own } = await api.signUp();
  await db.updateTable("users").set({ role: "admin", is_verified: true }).where("id", "=", id).execute();
  const { body: pair } = await request("POST", "/auth/login", undefined, { email, password });
  const session: string = pair.access_token;
  const aKey = async (scopes: string[]) => (await request("POST", "/api-keys", own, { name: "k", scopes })).body;
  const [key, adminKey] = [await aKey(["read", "analytics"]), await aKey(["read", "admin"])];
  const webhook = { url: "https://hooks.example/", events: ["link.created"] };
  const { body: hook } = await request("POST", "/webhooks", own, webhook);
  const { body: workspaces } = await request("GET", "/workspaces", own);
  const invitation = await request("POST", `/workspaces/${workspaces.items[0].id}/invitations`, own, {
    email: "someone@example.com",
  });
  const invitationToken = new URL(invitation.body.url).searchParams.get("token");
  const { body: link } = await request("POST", "/urls", own, { original_url: "https://example.com/" });
  const { body: view } = await request("POST", "/shared-views", own, { name: "Report", link_id: link.id });
  const mailToken = createSecret();
  await upsertMailToken(db, { tokenHash: hashSecret(mailToken), userId: id, purpose: "reset-password", minutes: 60 });
  const browser = createBrowser(api.url);
  await browser.openOps(session);
  const { body: ticket } = await request("POST", "/analytics/live/tickets", session);
  const streams = {
    session: await openStream(other, session),
    notifications: await openStream(other, session, "/api/v1/notifications/live"),
    key: await openStream(api, key.key),
  };
  const isOk = async (answer: Promise<{ status: number }>) => (await answer).status === 200;
  const has = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows.length > 0;
  /** Checks that use a grant up come last. */
  const grants = {
    "own session": () => isOk(request("GET", "/auth/me", own)),
    "other session": () => isOk(request("GET", "/auth/me", session)),
    "operations pages": () => isOk(browser.open("/ops/queues")),
    "API key": () => isOk(request("GET", "/urls", key.key)),
    "scope admin of a key": () => isOk(request("GET", "/admin/users", adminKey.key)),
    "mail link": () => has(sql`select from mail_tokens where user_id = ${id}`),
    webhook: () => has(sql`select from webhooks where id = ${hook.id} and is_active`),
    invitation: () => isOk(request("GET", `/invitations/${invitationToken}`)),
    "shared view": () => isOk(request("GET", `/shared/${view.token}/series`)),
    "stream of a session": async () => streams.session.isOpen(),
    "notifications of a session": async () => streams.notifications.isOpen(),
    "stream of a key": async () => streams.key.isOpen(),
    ticket: async () => {
      const leaving = new AbortController();
      const { status } = await fetch(`${api.url}${live}?ticket=${ticket.ticket}`, { signal: leaving.signal });
      leaving.abort();
      return status === 200;
    },
    "refresh token": () => isOk(request("POST", "/auth/refresh", undefined, { refresh_token: pair.refresh_token })),
  };
  const leave = () => Promise.all(Object.values(streams).map(stream => stream.leave()));
  return { id, email, password, own, session, refreshToken: String(pair.refresh_token), mailToken, key, grants, leave };
}

type Account = Awaited<ReturnType<typeof anAccountWithAllGrants>>;
type Grant = keyof Account["grants"];

const ofOtherSession: Grant[] = [
  "other session",
  "stream of a session",
  "notifications of a session",
  "operations pages",
  "ticket",
  "refresh token",
];
const allSessions: Grant[] = ["own session", ...ofOtherSession];
const ofKey: Grant[] = ["API key", "stream of a key"];
const all: Grant[] = [
  ...allSessions,
  ...ofKey,
  "scope admin of a key",
  "mail link",
  "webhook",
  "invitation",
  "shared view",
];

const sessionIdOf = async (token: string) => {
  const { body } = await request("GET", "/auth/sessions", token);
  return body.items.find((session: { is_current: boolean }) => session.is_current).id;
};

const events: Record<string, { closes: Grant[]; happen: (account: Account) => Promise<{ status: number }> }> = {
  "password reset": {
    closes: all,
    happen: ({ mailToken }) =>
      request("POST", "/auth/reset-password", undefined, { token: mailToken, new_password: newPassword }),
  },
  "password changed": {
    closes: [...ofOtherSession, "mail link"],
    happen: ({ own, password }) =>
      request("POST", "/auth/password", own, { current_password: password, new_password: newPassword }),
  },
  "e-mail changed": {
    closes: [...ofOtherSession, "mail link"],
    async happen({ id, own }) {
      const token = createSecret();
      const email = `${crypto.randomUUID()}@example.com`;
      const change = { purpose: "change-email", minutes: 60, email, sessionId: await sessionIdOf(own) } as const;
      await upsertMailToken(db, { tokenHash: hashSecret(token), userId: id, ...change });
      return request("POST", "/auth/verify-email", undefined, { token });
    },
  },
  "account disabled": {
    closes: all,
    happen: ({ id }) => request("PATCH", `/admin/users/${id}`, boss, { is_active: false }),
  },
  "account deleted": { closes: all, happen: ({ id }) => request("DELETE", `/admin/users/${id}`, boss) },
  "account deleted by its owner": {
    closes: all,
    happen: ({ own, password }) => request("DELETE", "/auth/me", own, { password }),
  },
  "administrator demoted": {
    closes: [...allSessions, "scope admin of a key", "mail link"],
    happen: ({ id }) => request("PATCH", `/admin/users/${id}`, boss, { role: "user" }),
  },
  "two-factor authentication disabled by an administrator": {
    closes: [...allSessions, "mail link"],
    async happen({ id }) {
      await sql`insert into totp (user_id, secret, confirmed_at) values (${id}, '', now())`.execute(db);
      return request("DELETE", `/admin/users/${id}/totp`, boss);
    },
  },
  "other sessions ended": { closes: ofOtherSession, happen: ({ own }) => request("DELETE", "/auth/sessions", own) },
  "session ended": {
    closes: ofOtherSession,
    happen: async ({ own, session }) => request("DELETE", `/auth/sessions/${await sessionIdOf(session)}`, own),
  },
  "logged out": {
    closes: ofOtherSession,
    happen: ({ refreshToken }) => request("POST", "/auth/logout", undefined, { refresh_token: refreshToken }),
  },
  "refresh token used again after 30 s": {
    closes: ofOtherSession,
    async happen({ id, refreshToken }) {
      await request("POST", "/auth/refresh", undefined, { refresh_token: refreshToken });
      await passGrace(api, id);
      await request("POST", "/auth/refresh", undefined, { refresh_token: refreshToken });
      return { status: 204 };
    },
  },
  "key deleted": { closes: ofKey, happen: ({ own, key }) => request("DELETE", `/api-keys/${key.id}`, own) },
};

test.each(Object.keys(events))("%s revokes exactly its grants, on every process", async name => {
  const event = events[name] as (typeof events)[string];
  const account = await anAccountWithAllGrants();
  for (const [grant, isOpen] of Object.entries(account.grants))
    if (grant !== "refresh token") expect(await isOpen(), `${grant} before`).toBe(true);

  expect((await event.happen(account)).status).toBeLessThan(300);

  const streams = Object.entries(account.grants).filter(([grant]) => grant.includes(" of a "));
  for (const [grant, isOpen] of streams)
    if (event.closes.includes(grant as Grant))
      await waitFor(async () => !(await isOpen()), { what: `the end of ${grant}` });
  const closed: string[] = [];
  for (const [grant, isOpen] of Object.entries(account.grants)) if (!(await isOpen())) closed.push(grant);
  await account.leave();
  expect(closed.sort()).toEqual([...event.closes].sort());
});

test("enabling a disabled account restores its webhooks, API keys and shared views, not its sessions", async () => {
  const { id, grants, leave } = await anAccountWithAllGrants();
  await request("PATCH", `/admin/users/${id}`, boss, { is_active: false });

  await request("PATCH", `/admin/users/${id}`, boss, { is_active: true });

  const restored = ["webhook", "API key", "shared view", "own session"] as const;
  expect(await Promise.all(restored.map(grant => grants[grant]()))).toEqual([true, true, true, false]);
  await leave();
});

test("a stream ends within seconds when access is lost without an announcement, as by the operator's command", async () => {
  const { id, grants, leave } = await anAccountWithAllGrants();

  await db.updateTable("users").set({ is_active: false }).where("id", "=", id).execute();

  await waitFor(async () => !(await grants["stream of a session"]()) && !(await grants["stream of a key"]()), {
    what: "the end of the streams",
  });
  await leave();
});

test("a password reset revokes grants that are created at the same time", async () => {
  const { id, own, mailToken, leave } = await anAccountWithAllGrants();
  const [reset] = await Promise.all([
    request("POST", "/auth/reset-password", undefined, { token: mailToken, new_password: newPassword }),
    ...Array.from({ length: 10 }, () => request("POST", "/api-keys", own, { name: "late", scopes: ["read"] })),
    ...Array.from({ length: 5 }, () =>
      request("POST", "/webhooks", own, { url: "https://hooks.example/late", events: ["link.created"] }),
    ),
  ]);

  expect(reset?.status).toBe(204);
  expect(await db.selectFrom("api_keys").select("id").where("user_id", "=", id).execute()).toEqual([]);
  const { rows } = await sql`
    select from webhooks join workspaces on workspaces.id = workspace_id
    where personal_user_id = ${id} and is_active`.execute(db);
  expect(rows).toEqual([]);
  await leave();
});

test("docs/security.md lists the events and grants of accessRules", () => {
  const docs = readFileSync(resolve(import.meta.dirname, "../../../../docs/security.md"), "utf8");
  const rows = docs.split("\n").map(line =>
    line
      .split("|")
      .slice(1, -1)
      .map(cell => cell.trim()),
  );

  for (const [event, rule] of Object.entries(accessRules)) {
    const cells = Object.keys(accessGrants).map(grant => rule[grant as keyof typeof rule]);
    expect(rows, event).toContainEqual([event, ...cells.map(action => (action === "keep" ? "–" : action))]);
  }
});
