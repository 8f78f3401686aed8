import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadManagementConfig } from "../../config.ts";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const password = "correct horse battery";
let mailServer: MailServer;
let limited: TestApi;
let required: TestApi;
let db: Db;
beforeAll(async () => {
  mailServer = await startMailServer();
  const operator = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  limited = await startTestApi({ SMTP_URL: mailServer.url, ...operator });
  required = await startTestApi({
    SMTP_URL: mailServer.url,
    EMAIL_VERIFICATION: "required",
    DATABASE_URL: limited.databaseUrl,
  });
  db = createDb({ url: limited.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await required.stop();
  await limited.stop();
  await mailServer.stop();
});

const post = (api: TestApi, path: string, body: unknown, token?: string) =>
  api.call("POST", `/api/v1${path}`, { body, ...(token && { token }) });
const key = { name: "k", scopes: ["read"] };
const webhook = { url: "https://hooks.example/", events: ["link.created"] };
const needed = { SECRET_KEY: "5e".repeat(32), DATABASE_URL: "postgres://localhost/x", REDIS_URL: "redis://localhost" };

test.each([
  [{}, "off"],
  [{ SMTP_URL: "smtp://localhost" }, "limited"],
  [{ SMTP_URL: "smtp://localhost", EMAIL_VERIFICATION: "off" }, "off"],
  [{ EMAIL_VERIFICATION: "required" }, "required"],
])("EMAIL_VERIFICATION with %j is %s", (env, mode) => {
  expect(loadManagementConfig({ ...needed, ...env }).auth.emailVerification).toBe(mode);
});

test("limited: API keys and webhooks need a confirmed address, and say how to confirm it", async () => {
  const ann = await limited.signUp();
  for (const [path, body] of [
    ["/api-keys", key],
    ["/webhooks", webhook],
  ] as const) {
    const refused = await post(limited, path, body, ann.token);
    expect(refused).toMatchObject({ status: 403, body: { code: "email-not-verified" } });
    expect(refused.body.detail).toContain("/api/v1/auth/email-verification");
  }

  await post(limited, "/auth/verify-email", { token: await mailServer.waitForToken(ann.email, "verify-email") });

  expect((await post(limited, "/api-keys", key, ann.token)).status).toBe(201);
  const { body: hook } = await post(limited, "/webhooks", webhook, ann.token);
  await db.updateTable("users").set({ is_verified: false }).where("id", "=", ann.id).execute();
  const change = (body: object) =>
    limited.call("PATCH", `/api/v1/webhooks/${hook.id}`, { body, token: ann.token }).then(({ status }) => status);
  expect(await change({ is_active: false })).toBe(200);
  expect(await change({ is_active: true })).toBe(403);
  expect(await change({ url: "https://others.example/" })).toBe(403);
});

test("limited: the address in ADMIN_EMAIL counts as confirmed", async () => {
  const signIn = () => post(limited, "/auth/login", admin);
  await waitFor(async () => (await signIn()).status === 200, { what: "the administrator" });

  expect((await post(limited, "/api-keys", key, (await signIn()).body.access_token)).status).toBe(201);
});

test("required: registering answers the same for known and unknown addresses, and the owner gets a mail", async () => {
  const known = await limited.signUp();
  const count = () => db.selectFrom("users").select("id").execute();
  const before = (await count()).length;

  const answers = [];
  for (const email of [`${randomUUID()}@example.com`, known.email.toUpperCase()])
    answers.push({ email, answer: await post(required, "/auth/register", { email, password, full_name: "Ann" }) });

  const shapes = answers.map(({ email, answer: { status, body, headers } }) => ({
    status,
    body: { ...body, id: typeof body.id, email: body.email === email },
    headers: [...headers.keys()].filter(name => name !== "date"),
  }));
  expect(shapes[0]).toMatchObject({ status: 201, body: { is_verified: false, email: true } });
  expect(shapes[1]).toEqual(shapes[0]);
  expect(await count()).toHaveLength(before + 1);
  const findNotice = () => mailServer.mails.find(({ to, subject }) => to === known.email && /already/.test(subject));
  await waitFor(findNotice, { what: "the mail to the owner" });
  const { email, password: own } = known;
  expect((await post(limited, "/auth/login", { email, password: own })).status).toBe(200);
});

test("required: taken usernames are refused for known and unknown addresses, and a known address reserves none", async () => {
  const known = await limited.signUp();
  const username = `u${randomUUID().slice(0, 8)}`;
  const register = (email: string, name: string) =>
    required.call("POST", "/api/register", { body: { email, password, username: name } });

  expect((await register(`${randomUUID()}@example.com`, username)).status).toBe(201);
  expect((await register(known.email, username)).body.code).toBe("username-taken");
  expect((await register(`${randomUUID()}@example.com`, username)).body.code).toBe("username-taken");
  const simulated = await register(known.email, `${username}x`);
  expect(simulated).toMatchObject({ status: 201, body: { user_id: expect.any(String), username: `${username}x` } });
});

test("required: an unconfirmed address cannot sign in and gets the same answer as a wrong password", async () => {
  const account = { email: `${randomUUID()}@example.com`, password };
  await post(required, "/auth/register", account);

  const unconfirmed = await post(required, "/auth/login", account);
  const wrong = await post(required, "/auth/login", { ...account, password: "not the password" });
  const unknown = await post(required, "/auth/login", { email: `${randomUUID()}@example.com`, password });

  expect(unconfirmed).toMatchObject({ status: 401, body: { code: "invalid-credentials" } });
  for (const { body } of [wrong, unknown])
    expect({ ...body, request_id: "" }).toEqual({ ...unconfirmed.body, request_id: "" });
  await post(required, "/auth/verify-email", { token: await mailServer.waitForToken(account.email, "verify-email") });
  expect((await post(required, "/auth/login", account)).status).toBe(200);
});
