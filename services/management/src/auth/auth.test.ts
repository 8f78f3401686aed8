import { createDb } from "@shunt/db";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passGrace } from "../testing/pass-grace.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const auth = "/api/v1/auth";

test("a user registers, signs in and reads GET /auth/me", async () => {
  const account = { email: "Ann@Example.com", password: "correct horse", full_name: "Ann" };

  const registered = await api.call("POST", `${auth}/register`, { body: account });
  const login = await api.call("POST", `${auth}/login`, { body: { ...account, full_name: undefined } });
  const me = await api.call("GET", `${auth}/me`, { token: login.body.access_token });

  expect(registered).toMatchObject({
    status: 201,
    body: { email: "Ann@Example.com", full_name: "Ann", role: "user", is_active: true, is_verified: false },
  });
  expect(registered.body).not.toHaveProperty("password_hash");
  expect(login).toMatchObject({ status: 200, body: { token_type: "bearer", expires_in: 1800 } });
  expect(me).toMatchObject({ status: 200, body: registered.body });
});

test("an e-mail address can be registered once, ignoring case, even concurrently", async () => {
  const emails = ["bob@example.com", "BOB@example.com", "Bob@Example.com"];
  const register = (email: string) =>
    api.call("POST", `${auth}/register`, { body: { email, password: "correct horse" } });

  const answers = await Promise.all([...emails, ...emails, ...emails].map(register));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status, body }) => status === 409 && body.code === "email-taken")).toHaveLength(8);
});

test("login answers a wrong password and an unknown address the same", async () => {
  const { email } = await api.signUp();

  const wrong = await api.call("POST", `${auth}/login`, { body: { email, password: "wrong horse" } });
  const unknown = await api.call("POST", `${auth}/login`, {
    body: { email: "x@example.com", password: "wrong horse" },
  });

  expect(wrong).toMatchObject({ status: 401, body: { code: "invalid-credentials" } });
  expect(wrong.headers.get("www-authenticate")).toContain("Bearer");
  expect({ ...unknown.body, request_id: "" }).toEqual({ ...wrong.body, request_id: "" });
});

test.each([
  ["short", "1234567"],
  ["long", "x".repeat(129)],
  ["very long", "x".repeat(5_000)],
  ["with NUL", "correct\0horse"],
])("a %s password is refused with a pointer to it", async (_name, password) => {
  const answer = await api.call("POST", `${auth}/register`, { body: { email: "c@example.com", password } });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/password" }] } });
});

test("passwords of 8 and of 128 characters of any kind are accepted", async () => {
  for (const password of ["äöü ßẞ 😀", "😀".repeat(128)]) {
    const account = { email: `${crypto.randomUUID()}@example.com`, password };
    expect((await api.call("POST", `${auth}/register`, { body: account })).status).toBe(201);
    expect((await api.call("POST", `${auth}/login`, { body: account })).status).toBe(200);
  }
});

test("a refresh token works once; reusing it after 30 s ends only its session", async () => {
  const account = await api.signUp();
  const { body: other } = await api.call("POST", `${auth}/login`, {
    body: { email: account.email, password: account.password },
  });
  const refresh = (refresh_token: string) => api.call("POST", `${auth}/refresh`, { body: { refresh_token } });

  const second = await refresh(account.refreshToken);
  await passGrace(api, account.id);
  const reuse = await refresh(account.refreshToken);

  expect(second.status).toBe(200);
  expect(reuse).toMatchObject({ status: 401, body: { code: "invalid-token" } });
  expect((await refresh(second.body.refresh_token)).status).toBe(401);
  expect((await refresh(other.refresh_token)).status).toBe(200);
});

test("concurrent refreshes all succeed, because a client may not have got the first response", async () => {
  const { refreshToken } = await api.signUp();

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.call("POST", `${auth}/refresh`, { body: { refresh_token: refreshToken } })),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
});

test("logout invalidates the refresh token", async () => {
  const { refreshToken } = await api.signUp();
  const body = { refresh_token: refreshToken };

  expect((await api.call("POST", `${auth}/logout`, { body })).status).toBe(204);
  expect((await api.call("POST", `${auth}/refresh`, { body })).status).toBe(401);
});

test("the database holds neither passwords nor tokens", async () => {
  const { password, refreshToken } = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });

  const users = JSON.stringify(await db.selectFrom("users").selectAll().execute());
  const tokens = await db.selectFrom("refresh_tokens").select("token_hash").execute();
  await db.destroy();

  expect(users).not.toContain(password);
  expect(users).toContain("$argon2id$");
  expect(tokens.every(({ token_hash }) => token_hash.length === 32 && !token_hash.includes(refreshToken))).toBe(true);
});

test("disabling an account ends its access at once", async () => {
  const { id, token, refreshToken, email, password } = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.updateTable("users").set({ is_active: false }).where("id", "=", id).execute();
  await db.destroy();

  expect((await api.call("GET", `${auth}/me`, { token })).status).toBe(401);
  expect((await api.call("POST", `${auth}/refresh`, { body: { refresh_token: refreshToken } })).status).toBe(401);
  expect((await api.call("POST", `${auth}/login`, { body: { email, password } })).status).toBe(401);
});

test("foreign and tampered tokens are refused", async () => {
  const { id, token: own } = await api.signUp();
  const sid = (jwt.decode(own) as jwt.JwtPayload).sid;
  const key = "5e".repeat(32);
  const claims = {
    issuer: "shunt",
    audience: "shunt-api",
    subject: id,
    header: { alg: "HS256", typ: "at+jwt" },
  } as const;
  const accepted = jwt.sign({ sid }, key, { ...claims, expiresIn: 60 });
  const forged = {
    "another key": jwt.sign({ sid }, "00".repeat(32), { ...claims, expiresIn: 60 }),
    "no session": jwt.sign({}, key, { ...claims, expiresIn: 60 }),
    expired: jwt.sign({ sid }, key, { ...claims, expiresIn: -1 }),
    "another audience": jwt.sign({ sid }, key, { ...claims, audience: "other", expiresIn: 60 }),
    "another algorithm": jwt.sign({ sid }, key, {
      ...claims,
      header: { alg: "HS512", typ: "at+jwt" },
      algorithm: "HS512",
    }),
    "no algorithm": jwt.sign({ sid }, "", { ...claims, header: { alg: "none", typ: "at+jwt" }, algorithm: "none" }),
    "another type": jwt.sign({ sid }, key, { ...claims, header: { alg: "HS256", typ: "JWT" } }),
    rubbish: "rubbish",
  };

  expect((await api.call("GET", `${auth}/me`, { token: accepted })).status).toBe(200);
  for (const [name, token] of Object.entries(forged)) {
    expect((await api.call("GET", `${auth}/me`, { token })).body.code, name).toBe("invalid-token");
  }
});

test("requests without a required token get 401 and a WWW-Authenticate header", async () => {
  const answer = await api.call("GET", `${auth}/me`);

  expect(answer).toMatchObject({ status: 401, body: { code: "not-authenticated" } });
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="shunt"');
});
