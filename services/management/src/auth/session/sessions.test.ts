import { createDb } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passGrace } from "../../testing/pass-grace.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const auth = "/api/v1/auth";
const me = async (token: string) => (await api.call("GET", `${auth}/me`, { token })).status;
const refresh = async (refresh_token: string) =>
  (await api.call("POST", `${auth}/refresh`, { body: { refresh_token } })).status;

async function signInAgain({ email, password }: { email: string; password: string }, userAgent = "test") {
  const { body } = await api.call("POST", `${auth}/login`, {
    body: { email, password },
    headers: { "user-agent": userAgent },
  });
  return { token: String(body.access_token), refreshToken: String(body.refresh_token) };
}

test("GET /auth/sessions lists the caller's sessions and marks the current one", async () => {
  const ann = await api.signUp();
  await api.signUp();
  const phone = await signInAgain(ann, "Phone/1.0");

  const { status, body } = await api.call("GET", `${auth}/sessions`, { token: phone.token });

  expect(status).toBe(200);
  expect(body.items).toHaveLength(2);
  expect(body.items[0]).toMatchObject({ user_agent: "Phone/1.0", is_current: true });
  expect(body.items[1]).toMatchObject({ is_current: false });
  expect(JSON.stringify(body)).not.toContain("127.0.0.1");
});

test("ending a session ends its access at once and no other's", async () => {
  const ann = await api.signUp();
  const phone = await signInAgain(ann, "Phone/1.0");
  const { body } = await api.call("GET", `${auth}/sessions`, { token: ann.token });
  const { id } = body.items.find((session: { user_agent: string }) => session.user_agent === "Phone/1.0");

  expect((await api.call("DELETE", `${auth}/sessions/${id}`, { token: ann.token })).status).toBe(204);

  expect([await me(phone.token), await refresh(phone.refreshToken)]).toEqual([401, 401]);
  expect([await me(ann.token), await refresh(ann.refreshToken)]).toEqual([200, 200]);
  expect((await api.call("DELETE", `${auth}/sessions/${id}`, { token: ann.token })).body.code).toBe(
    "session-not-found",
  );
});

test("another account's session cannot be ended", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const { body } = await api.call("GET", `${auth}/sessions`, { token: ann.token });

  const answer = await api.call("DELETE", `${auth}/sessions/${body.items[0].id}`, { token: bob.token });

  expect(answer.status).toBe(404);
  expect(await me(ann.token)).toBe(200);
});

test("DELETE /auth/sessions ends all sessions except the current one", async () => {
  const ann = await api.signUp();
  const others = await Promise.all([signInAgain(ann), signInAgain(ann)]);

  expect((await api.call("DELETE", `${auth}/sessions`, { token: ann.token })).status).toBe(204);

  expect(await Promise.all(others.map(({ token }) => me(token)))).toEqual([401, 401]);
  expect(await me(ann.token)).toBe(200);
});

test("logout and a refresh token that is reused after 30 s also end the session's access token", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);

  await api.call("POST", `${auth}/logout`, { body: { refresh_token: ann.refreshToken } });
  await refresh(bob.refreshToken);
  await passGrace(api, bob.id);
  await refresh(bob.refreshToken);

  expect([await me(ann.token), await me(bob.token)]).toEqual([401, 401]);
});

test("refreshing keeps the session", async () => {
  const ann = await api.signUp();
  const { body } = await api.call("POST", `${auth}/refresh`, { body: { refresh_token: ann.refreshToken } });

  const { body: sessions } = await api.call("GET", `${auth}/sessions`, { token: body.access_token });

  expect(sessions.items).toMatchObject([{ is_current: true }]);
});

test("POST /auth/password needs the current password and ends all other sessions", async () => {
  const ann = await api.signUp();
  const other = await signInAgain(ann);
  const change = (body: object) => api.call("POST", `${auth}/password`, { body, token: ann.token });
  const new_password = "a quite different one";

  const wrong = await change({ current_password: "not it at all", new_password });
  expect(wrong).toMatchObject({ status: 403, body: { code: "wrong-password" } });
  expect(await me(other.token)).toBe(200);
  expect((await change({ current_password: ann.password, new_password })).status).toBe(204);

  expect([await me(ann.token), await me(other.token), await refresh(other.refreshToken)]).toEqual([200, 401, 401]);
  expect((await api.call("POST", `${auth}/login`, { body: ann })).status).toBe(422);
  const login = (password: string) => api.call("POST", `${auth}/login`, { body: { email: ann.email, password } });
  expect([(await login(ann.password)).status, (await login(new_password)).status]).toEqual([401, 200]);
});

test("only one of several concurrent password changes succeeds", async () => {
  const ann = await api.signUp();

  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      api.call("POST", `${auth}/password`, {
        body: { current_password: ann.password, new_password: `the new one, number ${i}` },
        token: ann.token,
      }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403, 403, 403]);
});

test.each(["password", "Password", "12345678", "QWERTYUIOP", "iloveyou1"])(
  "the common password %s is refused",
  async password => {
    const register = await api.call("POST", `${auth}/register`, { body: { email: "common@example.com", password } });
    const ann = await api.signUp();
    const change = await api.call("POST", `${auth}/password`, {
      body: { current_password: ann.password, new_password: password },
      token: ann.token,
    });

    expect(register).toMatchObject({ status: 422, body: { errors: [{ pointer: "/password" }] } });
    expect(change).toMatchObject({ status: 422, body: { errors: [{ pointer: "/new_password" }] } });
  },
);

test("tokens stay valid while their SECRET_KEY is in the list, and end when it is removed", async () => {
  const [old, young] = ["1a".repeat(32), "2b".repeat(32)];
  const before = await startTestApi({ SECRET_KEY: old });
  const ann = await before.signUp();
  const DATABASE_URL = before.databaseUrl;
  const during = await startTestApi({ SECRET_KEY: `${young},${old}`, DATABASE_URL });
  const after = await startTestApi({ SECRET_KEY: young, DATABASE_URL });
  const request = async (of: TestApi, token: string) => (await of.call("GET", `${auth}/me`, { token })).status;
  const { body } = await during.call("POST", `${auth}/login`, { body: { email: ann.email, password: ann.password } });

  expect(await request(during, ann.token)).toBe(200);
  expect(await request(after, ann.token)).toBe(401);
  expect(await request(after, body.access_token)).toBe(200);
  expect(await request(before, body.access_token)).toBe(401);

  for (const service of [after, during, before]) await service.stop();
});

test("sessions of the previous version keep working and are listed after their next refresh", async () => {
  const ann = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.deleteFrom("sessions").where("user_id", "=", ann.id).execute();
  await db.destroy();

  const { status, body } = await api.call("POST", `${auth}/refresh`, { body: { refresh_token: ann.refreshToken } });

  expect(status).toBe(200);
  expect((await api.call("GET", `${auth}/sessions`, { token: body.access_token })).body.items).toHaveLength(1);
});

test("an account keeps its hundred newest sessions, and a session its hundred newest refresh tokens", async () => {
  const ann = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const oldest = await signInAgain(ann, "Oldest/1.0");
  await sql`update sessions set last_used_at = now() - interval '1 day' where user_agent = 'Oldest/1.0'`.execute(db);
  await sql`
    insert into sessions (id, user_id, user_agent, expires_at, ended_at)
    select gen_random_uuid(), ${ann.id}, '', now() + interval '1 day', case when i > 99 then now() end
    from generate_series(1, 150) as i`.execute(db);
  const newest = await signInAgain(ann, "Newest/1.0");
  await sql`
    insert into refresh_tokens (id, family_id, user_id, token_hash, expires_at, used_at)
    select lpad(i::text, 32, '0')::uuid, sessions.id, user_id, sha256(i::text::bytea), expires_at, now()
    from sessions, generate_series(1, 150) as i where user_agent = 'Newest/1.0'`.execute(db);
  expect(await refresh(newest.refreshToken)).toBe(200);

  const count = async (rows: string) =>
    (await sql<{ n: number }>`select count(*) as n from ${sql.raw(rows)}`.execute(db)).rows[0]?.n;
  expect(await count(`sessions where user_id = '${ann.id}'`)).toBe(100);
  expect(
    await count("refresh_tokens where family_id = (select id from sessions where user_agent = 'Newest/1.0')"),
  ).toBe(100);
  expect(await me(oldest.token)).toBe(401);
  expect(await refresh(oldest.refreshToken)).toBe(401);
  expect(await me(newest.token)).toBe(200);
  await db.destroy();
});
