import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const webhooks = "/api/v1/webhooks";
const urls = "/api/v1/urls";
const everyEvent = ["link.created", "link.updated", "link.deleted", "link.expired", "link.clicked"];
const settings = { url: "https://hooks.example/shunt", events: ["link.created"] };
const unknown = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";

async function aWebhook(token: string, given: object = {}): Promise<{ id: string; secret: string }> {
  const { status, body } = await api.call("POST", webhooks, { body: { ...settings, ...given }, token });
  expect(status).toBe(201);
  return body;
}

async function deliveriesOf(token: string, id: string, query = "") {
  const { status, body } = await api.call("GET", `${webhooks}/${id}/deliveries${query}`, { token });
  expect(status).toBe(200);
  return body;
}

async function makeLink(token: string, fields: object = {}) {
  const { body } = await api.call("POST", urls, { body: { original_url: "https://example.com/", ...fields }, token });
  return body;
}

test("createWebhook returns the secret, and getWebhook does not", async () => {
  const { token } = await api.signUp();

  const made = await api.call("POST", webhooks, {
    body: { ...settings, events: ["link.clicked", "link.created", "link.clicked"], description: "Chat" },
    token,
  });

  const { secret, ...webhook } = made.body;
  expect(made.status).toBe(201);
  expect(made.headers.get("location")).toBe(`${webhooks}/${webhook.id}`);
  expect(Buffer.from(secret.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
  expect(webhook).toMatchObject({
    url: settings.url,
    events: ["link.clicked", "link.created"],
    description: "Chat",
    is_active: true,
    failing_since: null,
    disabled_reason: null,
    skipped_events: 0,
    last_skipped_at: null,
  });
  expect((await api.call("GET", `${webhooks}/${webhook.id}`, { token })).body).toEqual(webhook);
  expect((await api.call("GET", webhooks, { token })).body).toEqual({ items: [webhook] });
});

test("createWebhook stores the secret encrypted", async () => {
  const { token } = await api.signUp();
  const { id, secret } = await aWebhook(token);

  const { secret_sealed: sealed } = await db
    .selectFrom("webhooks")
    .select("secret_sealed")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

  expect(sealed.toString("latin1")).not.toContain(secret.slice(6));
  expect(createWebhookSecretBox(["5e".repeat(32)]).open(sealed)).toBe(secret);
  expect(createWebhookSecretBox(["6f".repeat(32)]).open(sealed)).toBeUndefined();
});

test("listDeliveries lists the events of a link, the newest first", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token, { events: everyEvent });

  const { claim: _, ...made } = await makeLink(token, { title: "Spring" });
  const { body: changed } = await api.call("PATCH", `${urls}/${made.id}`, { body: { title: "Summer" }, token });
  await api.call("DELETE", `${urls}/${made.id}`, { token });

  const { items } = await deliveriesOf(token, id);
  expect(items.map((item: { payload: { data: unknown } }) => item.payload)).toEqual([
    { type: "link.deleted", timestamp: expect.any(String), data: changed },
    { type: "link.updated", timestamp: expect.any(String), data: changed },
    { type: "link.created", timestamp: expect.any(String), data: made },
  ]);
  expect(items[2]).toMatchObject({
    event_type: "link.created",
    status: "pending",
    attempts: 0,
    last_attempt_at: null,
    last_status: null,
    last_error: null,
    next_attempt_at: expect.any(String),
  });
  expect(new Set(items.map((item: { event_id: string }) => item.event_id)).size).toBe(3);
});

test("links that are created, changed and deleted in bulk emit one event each", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token, { events: everyEvent });
  const rows = [{ original_url: "https://a.example/", tags: ["spring"] }, { original_url: "https://b.example/" }];

  const made = await api.call("POST", `${urls}/bulk`, { body: [...rows, { original_url: "not one" }], token });
  const ids = made.body.results.flatMap((result: { id?: string }) => result.id ?? []);
  await api.call("PATCH", `${urls}/bulk`, { body: ids.map((of: string) => ({ id: of, title: "New" })), token });
  await api.call("POST", `${urls}/bulk/delete`, { body: ids, token });

  const { items } = await deliveriesOf(token, id);
  const idsOf = (type: string) =>
    items
      .filter((item: { event_type: string }) => item.event_type === type)
      .map((item: { payload: { data: { id: string } } }) => item.payload.data.id)
      .sort();
  expect(ids).toHaveLength(2);
  for (const type of ["link.created", "link.updated", "link.deleted"]) expect(idsOf(type)).toEqual(ids.toSorted());
  const tagged = items.find((item: { event_type: string; payload: { data: { original_url: string } } }) => {
    return item.event_type === "link.created" && item.payload.data.original_url === "https://a.example/";
  });
  expect(tagged.payload.data.tags).toEqual(["spring"]);
});

test("getWebhook counts the events skipped because of a full backlog", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await db.updateTable("webhooks").set({ is_backlog_full: true }).where("id", "=", id).execute();
  const rows = [{ original_url: "https://a.example/" }, { original_url: "https://b.example/" }];

  await api.call("POST", `${urls}/bulk`, { body: rows, token });
  await makeLink(token);

  expect((await deliveriesOf(token, id)).items).toEqual([]);
  expect((await api.call("GET", `${webhooks}/${id}`, { token })).body).toMatchObject({
    skipped_events: 3,
    last_skipped_at: expect.any(String),
  });
});

test("blocking a link emits link.updated", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token, { events: ["link.updated"] });
  const link = await makeLink(token);
  const signIn = async (): Promise<string> =>
    (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token;
  const adminToken = await waitFor(signIn, { what: "the administrator to be made" });

  const blocked = { body: { is_blocked: true }, token: adminToken };
  expect((await api.call("PATCH", `/api/v1/admin/urls/${link.id}`, blocked)).status).toBe(204);

  const { items } = await deliveriesOf(token, id);
  expect(items).toMatchObject([{ event_type: "link.updated", payload: { data: { id: link.id } } }]);
});

test("no delivery is stored for other workspaces, other events and disabled webhooks", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const other = await aWebhook(ann.token, { events: ["link.deleted"] });
  const off = await aWebhook(ann.token, { events: everyEvent });
  await api.call("PATCH", `${webhooks}/${off.id}`, { body: { is_active: false }, token: ann.token });
  const bobs = await aWebhook(bob.token, { events: everyEvent });

  const link = await makeLink(ann.token);
  await makeLink(ann.token, { tags: ["spring"] });
  await api.call("POST", urls, { body: { original_url: "https://example.com/" } });

  for (const { id } of [other, off]) expect((await deliveriesOf(ann.token, id)).items).toEqual([]);
  expect((await deliveriesOf(bob.token, bobs.id)).items).toEqual([]);
  const events = await db.selectFrom("webhook_events").select("payload").execute();
  expect(JSON.stringify(events)).not.toContain(link.id);
});

test("rejected changes emit no events", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token, { events: everyEvent });
  const { id: link } = await makeLink(token, { custom_alias: `taken-${randomUUID().slice(0, 8)}` });
  const taken = (await api.call("GET", `${urls}/${link}`, { token })).body.short_code;

  await makeLink(token, { custom_alias: taken });
  await api.call("PATCH", `${urls}/${link}`, { body: { title: "x" }, token, headers: { "if-match": '"1-0"' } });
  await api.call("DELETE", `${urls}/${link}`, { token, headers: { "if-match": '"1-0"' } });

  const { items } = await deliveriesOf(token, id);
  expect(items.map((item: { event_type: string }) => item.event_type)).toEqual(["link.created"]);
});

test("updateWebhook changes the given fields and keeps the others", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token, { description: "Chat" });
  const change = async (body: object) => (await api.call("PATCH", `${webhooks}/${id}`, { body, token })).body;

  expect(await change({ url: "https://other.example/x" })).toMatchObject({
    url: "https://other.example/x",
    description: "Chat",
    events: ["link.created"],
  });
  expect(await change({ events: ["link.deleted"], description: null })).toMatchObject({
    url: "https://other.example/x",
    description: null,
    events: ["link.deleted"],
  });
  expect(await change({ is_active: false })).toMatchObject({ is_active: false, events: ["link.deleted"] });
});

test("enabling a webhook resets its failures and fails deliveries older than three days", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await makeLink(token);
  await makeLink(token);
  const [young, old] = (await deliveriesOf(token, id)).items;
  const longAgo = new Date(Date.now() - 73 * 60 * 60_000);
  await db.updateTable("webhook_deliveries").set({ created_at: longAgo }).where("id", "=", old.id).execute();
  const failures = { is_active: false, failing_since: longAgo, disabled_reason: "410 Gone" };
  await db.updateTable("webhooks").set(failures).where("id", "=", id).execute();

  const { body } = await api.call("PATCH", `${webhooks}/${id}`, { body: { is_active: true }, token });

  expect(body).toMatchObject({ is_active: true, failing_since: null, disabled_reason: null });
  const { items } = await deliveriesOf(token, id);
  expect(items).toMatchObject([
    { id: young.id, status: "pending" },
    { id: old.id, status: "failed", next_attempt_at: null },
  ]);
});

test("replaceSecret returns and stores a new secret", async () => {
  const { token } = await api.signUp();
  const { id, secret } = await aWebhook(token);

  const { status, body } = await api.call("POST", `${webhooks}/${id}/secret`, { token });

  expect(status).toBe(201);
  expect(body).toEqual({ secret: expect.stringMatching(/^whsec_/) });
  expect(body.secret).not.toBe(secret);
  const { secret_sealed: sealed } = await db
    .selectFrom("webhooks")
    .select("secret_sealed")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(createWebhookSecretBox(["5e".repeat(32)]).open(sealed)).toBe(body.secret);
});

test("testWebhook delivers to one webhook, regardless of its subscriptions", async () => {
  const { token } = await api.signUp();
  const [tested, other] = [await aWebhook(token), await aWebhook(token)];

  expect((await api.call("POST", `${webhooks}/${tested.id}/test`, { token })).status).toBe(204);

  const { items } = await deliveriesOf(token, tested.id);
  expect(items).toMatchObject([
    { event_type: "webhook.test", payload: { type: "webhook.test", data: { webhook_id: tested.id } } },
  ]);
  expect((await deliveriesOf(token, other.id)).items).toEqual([]);
});

test("a disabled webhook is neither tested nor gets a delivery again", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await makeLink(token);
  const [delivery] = (await deliveriesOf(token, id)).items;
  await db.updateTable("webhook_deliveries").set({ status: "failed" }).where("id", "=", delivery.id).execute();
  await api.call("PATCH", `${webhooks}/${id}`, { body: { is_active: false }, token });

  for (const path of ["test", `deliveries/${delivery.id}/replay`])
    expect(await api.call("POST", `${webhooks}/${id}/${path}`, { token })).toMatchObject({
      status: 409,
      body: { code: "webhook-disabled" },
    });

  expect((await deliveriesOf(token, id)).items).toMatchObject([{ id: delivery.id, status: "failed" }]);
});

test("listDeliveries pages without repeats and filters by status", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  const rows = Array.from({ length: 5 }, (_, i) => ({ original_url: `https://example.com/${i}` }));
  // Links created together have events with the same time.
  await api.call("POST", `${urls}/bulk`, { body: rows, token });
  const all = (await deliveriesOf(token, id)).items;
  await db.updateTable("webhook_deliveries").set({ status: "delivered" }).where("id", "=", all[3].id).execute();

  const first = await deliveriesOf(token, id, "?size=2");
  const second = await deliveriesOf(token, id, `?size=2&cursor=${first.next_cursor}`);
  const third = await deliveriesOf(token, id, `?size=2&cursor=${second.next_cursor}`);
  const pages = [first, second, third].flatMap(page => page.items.map((item: { id: string }) => item.id));
  expect(pages).toEqual(all.map((item: { id: string }) => item.id));
  expect(third.next_cursor).toBeNull();
  expect((await deliveriesOf(token, id, "?status=delivered")).items).toMatchObject([{ id: all[3].id }]);
  expect((await deliveriesOf(token, id, "?status=pending")).items).toHaveLength(4);
});

test("replayDelivery restarts a finished delivery and rejects a pending one", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await makeLink(token);
  const [delivery] = (await deliveriesOf(token, id)).items;
  const path = `${webhooks}/${id}/deliveries/${delivery.id}/replay`;
  const replay = () => api.call("POST", path, { token });

  expect(await replay()).toMatchObject({ status: 409, body: { code: "delivery-pending" } });
  await db
    .updateTable("webhook_deliveries")
    .set({ status: "failed", attempts: 10, last_error: "no", next_attempt_at: new Date(0) })
    .where("id", "=", delivery.id)
    .execute();
  expect((await replay()).status).toBe(204);

  const { items } = await deliveriesOf(token, id);
  expect(items).toMatchObject([{ id: delivery.id, status: "pending", attempts: 0, last_error: "no" }]);
  expect(Date.parse(items[0].next_attempt_at)).toBeGreaterThan(0);
  const missing = await api.call("POST", `${webhooks}/${id}/deliveries/${unknown}/replay`, { token });
  expect(missing).toMatchObject({ status: 404, body: { code: "delivery-not-found" } });
});

test("deleteWebhook deletes the webhook with its deliveries", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await makeLink(token);

  expect((await api.call("DELETE", `${webhooks}/${id}`, { token })).status).toBe(204);

  expect((await api.call("GET", `${webhooks}/${id}`, { token })).body.code).toBe("webhook-not-found");
  const left = await db.selectFrom("webhook_deliveries").select("id").where("webhook_id", "=", id).execute();
  expect(left).toEqual([]);
  await makeLink(token);
});

test("createLink does not wait for a webhook that is being deleted", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);

  await db.transaction().execute(async tx => {
    await tx.deleteFrom("webhooks").where("id", "=", id).execute();
    const { status } = await api.call("POST", urls, { body: { original_url: "https://example.com/" }, token });
    expect(status).toBe(201);
  });
});

/** Routes of one webhook. */
const routes = (id: string): [method: string, path: string, body?: object][] => [
  ["GET", `${webhooks}/${id}`],
  ["PATCH", `${webhooks}/${id}`, { description: "new" }],
  ["POST", `${webhooks}/${id}/secret`],
  ["POST", `${webhooks}/${id}/test`],
  ["GET", `${webhooks}/${id}/deliveries`],
  ["POST", `${webhooks}/${id}/deliveries/${unknown}/replay`],
  ["DELETE", `${webhooks}/${id}`],
];

test("every webhook route answers 404 for a webhook of another account", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const { id } = await aWebhook(ann.token);

  for (const [method, path, body] of routes(id)) {
    const answer = await api.call(method, path, { token: bob.token, ...(body && { body }) });
    expect(answer).toMatchObject({ status: 404, body: { code: "webhook-not-found" } });
  }

  expect((await api.call("GET", webhooks, { token: bob.token })).body.items).toEqual([]);
  expect((await api.call("GET", `${webhooks}/${id}`, { token: ann.token })).body.description).toBeNull();
});

test("webhook routes require authentication and the scope of the method", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  const keyFor = async (scope: string) =>
    (await api.call("POST", "/api/v1/api-keys", { body: { name: "CI", scopes: [scope] }, token })).body.key;
  const [read, write] = [await keyFor("read"), await keyFor("write")];

  for (const [method, path, body] of [["POST", webhooks, settings], ["GET", webhooks], ...routes(id)] as const) {
    const request = (key?: string) => api.call(method, path, { ...(key && { token: key }), ...(body && { body }) });
    expect((await request()).body.code).toBe("not-authenticated");
    expect((await request(method === "GET" ? write : read)).body.code).toBe("missing-scope");
  }
  expect((await api.call("GET", `${webhooks}/${id}`, { token: read })).status).toBe(200);
  expect((await api.call("POST", `${webhooks}/${id}/test`, { token: write })).status).toBe(204);
});

test.each([
  [{ url: "not a url" }, "/url"],
  [{ url: "ftp://hooks.example/" }, "/url"],
  [{ url: "https://ann:secret@hooks.example/" }, "/url"],
  [{ url: `https://hooks.example/${"x".repeat(2_000)}` }, "/url"],
  [{ url: `https://hooks.example/${"ü".repeat(1_000)}` }, "/url"],
  [{ url: "http://127.0.0.1/" }, "/url"],
  [{ url: "http://[::ffff:10.0.0.1]/" }, "/url"],
  [{ url: "http://169.254.169.254/latest" }, "/url"],
  [{ url: "http://localhost/" }, "/url"],
  [{ url: "http://intranet/" }, "/url"],
  [{ events: [] }, "/events"],
  [{ events: ["webhook.test"] }, "/events/0"],
  [{ events: ["link.create"] }, "/events/0"],
  [{ description: "x".repeat(501) }, "/description"],
  [{ secret: "whsec_mine", description: "x" }, "/secret"],
])("createWebhook and updateWebhook reject %j", async (given, pointer) => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);

  const made = await api.call("POST", webhooks, { body: { ...settings, ...given }, token });
  const changed = await api.call("PATCH", `${webhooks}/${id}`, { body: given, token });

  for (const answer of [made, changed]) expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("createWebhook and updateWebhook reject URLs on this service, domains of short links and blocked hosts", async () => {
  const { token } = await api.signUp();
  const { id } = await aWebhook(token);
  await db.insertInto("domains").values({ host: "go.ann.example", workspace_id: null }).execute();
  await db.insertInto("blocked_hosts").values({ host: "evil.example", reason: null, created_by: null }).execute();

  for (const url of ["https://sho.rt/x", "https://go.ann.example/", "https://a.evil.example/"]) {
    const made = await api.call("POST", webhooks, { body: { ...settings, url }, token });
    const changed = await api.call("PATCH", `${webhooks}/${id}`, { body: { url }, token });
    for (const answer of [made, changed])
      expect(answer).toMatchObject({ status: 422, body: { code: "target-refused" } });
  }
});

test("createWebhook accepts addresses in OUTBOUND_ALLOWED_NETWORKS only", async () => {
  const allowing = await startTestApi({ OUTBOUND_ALLOWED_NETWORKS: "10.1.0.0/16, fd00::/8" });
  const { token } = await allowing.signUp();
  const status = async (url: string) =>
    (await allowing.call("POST", webhooks, { body: { ...settings, url }, token })).status;

  expect(await status("http://10.1.2.3:8080/hooks")).toBe(201);
  expect(await status("http://[fd00::1]/hooks")).toBe(201);
  expect(await status("http://intranet/hooks")).toBe(201);
  expect(await status("http://10.2.0.1/hooks")).toBe(422);
  expect(await status("http://127.0.0.1/hooks")).toBe(422);
  await allowing.stop();
});

test("a workspace gets at most 20 webhooks, also from concurrent requests", async () => {
  const { token } = await api.signUp();

  const answers = await Promise.all(
    Array.from({ length: 30 }, () => api.call("POST", webhooks, { body: settings, token })),
  );

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ body }) => body.code === "too-many-webhooks")).toHaveLength(10);
});

test("changes of a webhook write audit entries with the host but not the path of its URL", async () => {
  const { token, id: annId } = await api.signUp();
  const { id } = await aWebhook(token, { url: "https://hooks.example/t0ken" });
  await api.call("PATCH", `${webhooks}/${id}`, { body: { url: "https://hooks.example:8443/t0ken" }, token });
  await api.call("POST", `${webhooks}/${id}/secret`, { token });
  await api.call("DELETE", `${webhooks}/${id}`, { token });

  const log = await db
    .selectFrom("audit_log")
    .innerJoin("workspaces", "workspaces.id", "workspace_id")
    .select(["action", "actor_id", "details", "personal_user_id"])
    .where("subject_id", "=", id)
    .orderBy("audit_log.id")
    .execute();

  expect(log).toMatchObject([
    { action: "webhook.created", details: { host: "hooks.example", events: ["link.created"] } },
    { action: "webhook.changed", details: { host: "hooks.example:8443" } },
    { action: "webhook.secret-replaced" },
    { action: "webhook.deleted", details: { host: "hooks.example:8443" } },
  ]);
  for (const entry of log) expect(entry).toMatchObject({ actor_id: annId, personal_user_id: annId });
  expect(JSON.stringify(log)).not.toContain("t0ken");
});
