import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

/** Two installations on one database: in `closed`, registration is disabled. */
let api: TestApi;
let closed: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  closed = await startTestApi({ REGISTRATION_ENABLED: "false", DATABASE_URL: api.databaseUrl });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await closed.stop();
  await api.stop();
});

const password = "correct horse battery";
const anAddress = () => `${randomUUID()}@example.com`;

async function aTeam(service = api) {
  const ann = await api.signUp();
  const call = (method: string, below: string, body?: object) =>
    service.call(method, `/api/v1${below}`, { token: ann.token, ...(body && { body }) });
  const { id } = (await call("GET", "/workspaces")).body.items[0];
  const invite = async (email: string) => {
    const { body } = await call("POST", `/workspaces/${id}/invitations`, { email });
    return { id: String(body.id), token: new URL(body.url).searchParams.get("token") ?? "" };
  };
  return { ann, call, id: String(id), invite };
}

const register = (email: string, token?: string, service = closed) =>
  service.call("POST", "/api/v1/auth/register", {
    body: { email, password, ...(token !== undefined && { invitation_token: token }) },
  });
const login = async (email: string, service = closed) =>
  (await service.call("POST", "/api/v1/auth/login", { body: { email, password } })).body.access_token;
const hasAccount = async (email: string) =>
  (await db.selectFrom("users").select("id").where("email", "=", email).execute()).length > 0;

test("an invited person registers where registration is disabled, and joins", async () => {
  const { ann, id, invite } = await aTeam();
  const email = anAddress();
  const { token } = await invite(email);

  const { status, body } = await register(email.toUpperCase(), token);

  expect({ status, body }).toMatchObject({ status: 201, body: { email: email.toUpperCase(), is_verified: false } });
  const joined = await closed.call("POST", `/api/v1/invitations/${token}/accept`, { token: await login(email) });
  expect(joined).toMatchObject({ status: 200, body: { id, role: "editor" } });
  const audit = await db
    .selectFrom("audit_log")
    .select(["actor_id", "details"])
    .where("action", "=", "account.registered-by-invitation")
    .where("subject_id", "=", body.id)
    .execute();
  expect(audit).toEqual([{ actor_id: body.id, details: { workspace: id, invited_by: ann.id } }]);
});

test("an invitation does not confirm the address, so joining still needs that", async () => {
  const careful = await startTestApi({
    REGISTRATION_ENABLED: "false",
    EMAIL_VERIFICATION: "limited",
    DATABASE_URL: api.databaseUrl,
  });
  try {
    const { invite } = await aTeam();
    const email = anAddress();
    const { token } = await invite(email);

    expect((await register(email, token, careful)).body.is_verified).toBe(false);

    const accept = async () =>
      careful.call("POST", `/api/v1/invitations/${token}/accept`, { token: await login(email, careful) });
    expect((await accept()).body.code).toBe("email-not-verified");
    await db.updateTable("users").set({ is_verified: true }).where("email", "=", email).execute();
    expect((await accept()).status).toBe(200);
  } finally {
    await careful.stop();
  }
});

test("without an invitation, registering is refused", async () => {
  const { body } = await register(anAddress());

  expect(body).toMatchObject({ status: 403, code: "registration-disabled" });
});

test.each(["", "x", "a".repeat(43), "a".repeat(101), 7])("the forged token %j admits no account", async token => {
  const email = anAddress();

  const { status } = await register(email, token as string);

  expect([404, 422]).toContain(status);
  expect(await hasAccount(email)).toBe(false);
});

test("another address is refused", async () => {
  const { invite } = await aTeam();
  const { token } = await invite(anAddress());
  const email = anAddress();

  expect((await register(email, token)).body.code).toBe("invitation-for-other");
  expect(await hasAccount(email)).toBe(false);
});

test.each<
  [string, (team: Awaited<ReturnType<typeof aTeam>>, invitation: { id: string }, email: string) => Promise<unknown>]
>([
  ["is withdrawn", ({ call, id }, invitation) => call("DELETE", `/workspaces/${id}/invitations/${invitation.id}`)],
  [
    "has expired",
    (_team, { id }) =>
      db
        .updateTable("workspace_invitations")
        .set({ expires_at: new Date(0) })
        .where("id", "=", id)
        .execute(),
  ],
  ["is replaced", ({ invite }, _invitation, email) => invite(email)],
  [
    "was made by an account that is disabled now",
    ({ ann }) => db.updateTable("users").set({ is_active: false }).where("id", "=", ann.id).execute(),
  ],
])("an invitation that %s admits no account", async (_what, end) => {
  const team = await aTeam();
  const email = anAddress();
  const invitation = await team.invite(email);

  await end(team, invitation, email);

  expect((await register(email, invitation.token)).body.code).toBe("invitation-not-found");
  expect(await hasAccount(email)).toBe(false);
});

test("an invitation admits one account, also when its address becomes free again", async () => {
  const { invite } = await aTeam();
  const email = anAddress();
  const { token } = await invite(email);
  const { body } = await register(email, token);

  expect((await register(email, token)).body.code).toBe("email-taken");
  await db.updateTable("users").set({ email: anAddress() }).where("id", "=", body.id).execute();

  expect((await register(email, token)).body.code).toBe("invitation-not-found");
  expect(await hasAccount(email)).toBe(false);
  const second = await invite(email);
  expect((await register(email, second.token)).status).toBe(201);
});

test("of several registrations with an invitation at the same time, one succeeds", async () => {
  const { invite } = await aTeam();
  const email = anAddress();
  const { token } = await invite(email);

  const answers = await Promise.all(Array.from({ length: 4 }, () => register(email, token)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
});

test("an accepted invitation admits no account", async () => {
  const { invite } = await aTeam();
  const bob = await api.signUp();
  const { token } = await invite(bob.email);
  await api.call("POST", `/api/v1/invitations/${token}/accept`, { token: bob.token });
  await db.updateTable("users").set({ email: anAddress() }).where("id", "=", bob.id).execute();

  expect((await register(bob.email, token)).body.code).toBe("invitation-not-found");
});

test("a common password is refused, and the invitation still works", async () => {
  const { invite } = await aTeam();
  const email = anAddress();
  const { token } = await invite(email);
  const body = { email, password: "password123", invitation_token: token };

  expect((await closed.call("POST", "/api/v1/auth/register", { body })).status).toBe(422);
  expect((await register(email, token)).status).toBe(201);
});

test("the endpoint for social accounts stays closed, with a token too", async () => {
  const { invite } = await aTeam();
  const email = anAddress();
  const { token } = await invite(email);
  const member = { email, password, username: `u${randomUUID().slice(0, 8)}` };
  const attempt = (body: object) => closed.call("POST", "/api/register", { body });

  expect((await attempt(member)).body.code).toBe("registration-disabled");
  expect((await attempt({ ...member, invitation_token: token })).status).toBe(422);
  expect(await hasAccount(email)).toBe(false);
});
