import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let mailServer: MailServer;
let api: TestApi;
let db: Db;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({
    SMTP_URL: mailServer.url,
    EMAIL_VERIFICATION: "off",
    APP_URL: "https://app.example.com",
    RATE_LIMIT_MAIL: "20",
  });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
  await mailServer.stop();
});

type Person = Awaited<ReturnType<TestApi["signUp"]>>;
const call = (who: Person | undefined, method: string, path: string, body?: object) =>
  api.call(method, `/api/v1${path}`, { ...(who && { token: who.token }), ...(body && { body }) });

async function aTeam() {
  const ann = await api.signUp();
  const { id } = (await call(ann, "GET", "/workspaces")).body.items[0];
  const path = `/workspaces/${id}/invitations`;
  const invite = async (email: string, role?: string, who = ann) => {
    const answer = await call(who, "POST", path, { email, ...(role && { role }) });
    return { ...answer, token: new URL(answer.body.url ?? "none:").searchParams.get("token") ?? "" };
  };
  return { ann, id: String(id), path, invite };
}
const accept = (who: Person, token: string) => call(who, "POST", `/invitations/${token}/accept`);
const read = (token: string) => call(undefined, "GET", `/invitations/${token}`);
const codeOf = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer;
  return body.code ?? status;
};

test("an owner invites a person, who gets a mail and joins with the role", async () => {
  const { ann, id, path, invite } = await aTeam();
  const bob = await api.signUp();

  const { status, body, token } = await invite(bob.email.toUpperCase(), "viewer");

  expect(status).toBe(201);
  expect(body).toMatchObject({ email: bob.email.toUpperCase(), role: "viewer", is_mailed: true });
  expect(body.url).toBe(`https://app.example.com/invitation?token=${token}`);
  const mail = await waitFor(() => mailServer.mails.find(({ text }) => text.includes(body.url)), { what: "the mail" });
  expect(mail?.to.toLowerCase()).toBe(bob.email);
  expect(mail?.subject).toContain("invites you to");
  const { url: _, is_mailed: __, ...listed } = body;
  expect((await call(ann, "GET", path)).body).toEqual({ items: [listed] });
  expect((await read(token)).body).toEqual({
    workspace_id: id,
    workspace_name: "Personal",
    email: body.email,
    role: "viewer",
    invited_by: body.invited_by,
    expires_at: body.expires_at,
  });

  expect(await accept(bob, token)).toMatchObject({ status: 200, body: { id, role: "viewer", member_count: 2 } });

  expect((await call(bob, "GET", `/workspaces/${id}`)).status).toBe(200);
  expect((await call(ann, "GET", path)).body.items).toEqual([]);
  expect(await codeOf(accept(bob, token))).toBe("invitation-not-found");
  const audit = await db
    .selectFrom("audit_log")
    .select(["actor_id", "action", "details"])
    .where("workspace_id", "=", id)
    .orderBy("created_at")
    .execute();
  expect(audit).toEqual([
    { actor_id: ann.id, action: "workspace.member-invited", details: { role: "viewer" } },
    { actor_id: bob.id, action: "workspace.joined", details: { role: "viewer" } },
  ]);
});

test("the secret of an invitation is not stored", async () => {
  const { invite } = await aTeam();

  const { token } = await invite(`${randomUUID()}@example.com`);

  const rows = JSON.stringify(await db.selectFrom("workspace_invitations").selectAll().execute());
  expect(rows).not.toContain(token);
});

test("only an account of the invited address may accept", async () => {
  const { invite } = await aTeam();
  const { token } = await invite(`${randomUUID()}@example.com`);
  const mallory = await api.signUp();

  expect(await codeOf(accept(mallory, token))).toBe("invitation-for-other");
  expect((await read(token)).status).toBe(200);
});

test.each<[string, (team: Awaited<ReturnType<typeof aTeam>>, id: string) => Promise<unknown>]>([
  ["is withdrawn", ({ ann, path }, id) => call(ann, "DELETE", `${path}/${id}`)],
  [
    "has expired",
    (_team, id) =>
      db
        .updateTable("workspace_invitations")
        .set({ expires_at: new Date(0) })
        .where("id", "=", id)
        .execute(),
  ],
  ["is replaced by another", ({ invite }) => invite("replaced@example.com")],
])("an invitation ends once it %s", async (_what, end) => {
  const team = await aTeam();
  const { body, token } = await team.invite("Replaced@example.com");

  await end(team, body.id);

  expect(await codeOf(read(token))).toBe("invitation-not-found");
  expect((await call(team.ann, "GET", team.path)).body.items.map(({ id }: { id: string }) => id)).not.toContain(
    body.id,
  );
});

test("an invitation ends with the role of the owner who made it", async () => {
  const { ann, id, invite } = await aTeam();
  const [bob, carol] = [await api.signUp(), await api.signUp()];
  await accept(bob, (await invite(bob.email, "owner")).token);
  const { token } = await invite(carol.email, "owner", bob);

  await call(ann, "PATCH", `/workspaces/${id}/members/${bob.id}`, { role: "admin" });

  expect(await codeOf(accept(carol, token))).toBe("invitation-not-found");
});

test("an invitation stays ended when its sender is an owner again", async () => {
  const { ann, id, invite } = await aTeam();
  const [bob, carol] = [await api.signUp(), await api.signUp()];
  await accept(bob, (await invite(bob.email, "owner")).token);
  const { token } = await invite(carol.email, "owner", bob);

  expect((await call(ann, "DELETE", `/workspaces/${id}/members/${bob.id}`)).status).toBe(204);
  await accept(bob, (await invite(bob.email, "owner")).token);

  expect(await codeOf(accept(carol, token))).toBe("invitation-not-found");
});

test("an account may accept only once its address is confirmed", async () => {
  const careful = await startTestApi({ EMAIL_VERIFICATION: "limited", DATABASE_URL: api.databaseUrl });
  try {
    const { invite } = await aTeam();
    const email = `${randomUUID()}@example.com`;
    const { token } = await invite(email, "owner");
    const account = { email, password: "correct horse battery" };
    await careful.call("POST", "/api/v1/auth/register", { body: account });
    const { body } = await careful.call("POST", "/api/v1/auth/login", { body: account });
    const acceptAs = () => careful.call("POST", `/api/v1/invitations/${token}/accept`, { token: body.access_token });

    expect((await acceptAs()).body.code).toBe("email-not-verified");
    await db.updateTable("users").set({ is_verified: true }).where("email", "=", email).execute();
    expect((await acceptAs()).status).toBe(200);
  } finally {
    await careful.stop();
  }
});

test("names add neither lines, links nor long texts to the mail", async () => {
  const { ann, id, invite } = await aTeam();
  await call(ann, "PATCH", "/auth/me", { full_name: `Bank\u202e https://evil.example/${"x".repeat(100)}` });
  await call(ann, "PATCH", `/workspaces/${id}`, {
    name: "Prizes. At evil.example/win, WWW.evil.example, evil。example",
  });

  const { body } = await invite(`${randomUUID()}@example.com`);

  const mail = await waitFor(() => mailServer.mails.find(({ text }) => text.includes(body.url)), { what: "the mail" });
  const text = mail?.text.replaceAll("https://app.example.com", "");
  expect(text).not.toMatch(/:\/\/|\w[.。]\w|\u202e|x{60}/i);
  expect(text).toContain("Prizes. At evil\u2024example");
});

test.each(["evil.example/win@your.bank", "www.evil.example?to=ann@your.bank", "evil.example:443@your.bank"])(
  "the name %s, which is no address, adds no link to the mail",
  async name => {
    const { ann, id, invite } = await aTeam();
    await call(ann, "PATCH", "/auth/me", { full_name: name });
    await call(ann, "PATCH", `/workspaces/${id}`, { name });

    const { body } = await invite(`${randomUUID()}@example.com`);

    const mail = await waitFor(() => mailServer.mails.find(({ text }) => text.includes(body.url)), {
      what: "the mail",
    });
    expect(`${mail?.subject} ${mail?.text.replaceAll("https://app.example.com", "")}`).not.toMatch(/evil\.|your\./);
  },
);

test("the mail names a sender without a name by the address", async () => {
  const { ann, invite } = await aTeam();

  const { body } = await invite(`${randomUUID()}@example.com`);

  const mail = await waitFor(() => mailServer.mails.find(({ text }) => text.includes(body.url)), { what: "the mail" });
  expect(mail?.subject).toContain(ann.email);
});

test("members cannot be invited, and keep their role if they accept an earlier invitation", async () => {
  const { ann, id, invite } = await aTeam();
  const bob = await api.signUp();
  const { token } = await invite(bob.email, "owner");
  await db.insertInto("workspace_members").values({ workspace_id: id, user_id: bob.id, role: "viewer" }).execute();

  expect((await invite(bob.email)).body.code).toBe("already-member");
  expect((await invite(ann.email)).body.code).toBe("already-member");
  expect((await accept(bob, token)).body).toMatchObject({ role: "viewer" });
});

test.each(["admin", "editor", "viewer", undefined] as const)(
  "a person with the role %s cannot invite, list or withdraw",
  async role => {
    const { id, path, invite } = await aTeam();
    const bob = await api.signUp();
    if (role) await db.insertInto("workspace_members").values({ workspace_id: id, user_id: bob.id, role }).execute();
    const { body } = await invite("someone@example.com");
    const code = role ? "forbidden" : "workspace-not-found";

    expect((await invite("other@example.com", "owner", bob)).body.code).toBe(code);
    expect(await codeOf(call(bob, "GET", path))).toBe(code);
    expect(await codeOf(call(bob, "DELETE", `${path}/${body.id}`))).toBe(code);
  },
);

test("an owner cannot withdraw the invitation of another workspace", async () => {
  const [one, other] = [await aTeam(), await aTeam()];
  const { body, token } = await other.invite("someone@example.com");

  expect(await codeOf(call(one.ann, "DELETE", `${one.path}/${body.id}`))).toBe("invitation-not-found");
  expect((await read(token)).status).toBe(200);
});

test("a workspace has at most 100 invitations, and one to the same person replaces another", async () => {
  const { ann, id, path, invite } = await aTeam();
  const many = Array.from({ length: 100 }, (_, i) => ({
    id: randomUUID(),
    workspace_id: id,
    email: `person-${i}@example.com`,
    role: "viewer" as const,
    token_hash: Buffer.from(`${id} ${i}`),
    invited_by: ann.id,
    expires_at: new Date(Date.now() + 3_600_000),
  }));
  await db.insertInto("workspace_invitations").values(many).execute();

  expect((await invite("one-more@example.com")).body.code).toBe("too-many-invitations");
  expect((await invite("PERSON-7@example.com")).status).toBe(201);
  expect((await call(ann, "GET", path)).body.items).toHaveLength(100);
});

test("of two requests that accept an invitation at the same time, one succeeds", async () => {
  const { invite } = await aTeam();
  const bob = await api.signUp();
  const { token } = await invite(bob.email);

  const statuses = await Promise.all([accept(bob, token), accept(bob, token)]);

  expect(statuses.map(({ status }) => status).toSorted()).toEqual([200, 404]);
});

test.each([[{ email: "nobody" }], [{ email: "a@example.com", role: "king" }], [{}]])(
  "POST /workspaces/{id}/invitations refuses %j",
  async body => {
    const { ann, path } = await aTeam();

    expect((await call(ann, "POST", path, body)).status).toBe(422);
  },
);

test("invitations to one address are limited", async () => {
  const limited = await startTestApi({ RATE_LIMIT_MAIL: "2", DATABASE_URL: api.databaseUrl });
  try {
    const ann = await limited.signUp();
    const own = (await limited.call("GET", "/api/v1/workspaces", { token: ann.token })).body.items[0];
    const invite = () =>
      limited.call("POST", `/api/v1/workspaces/${own.id}/invitations`, {
        token: ann.token,
        body: { email: "often@example.com" },
      });

    const answers = [await invite(), await invite(), await invite()];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect(answers[0]?.body.is_mailed).toBe(false);
  } finally {
    await limited.stop();
  }
});
