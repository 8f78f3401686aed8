import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passGrace } from "../testing/pass-grace.ts";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ CORS_ORIGINS: "https://partner.example" });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

type Account = Awaited<ReturnType<TestApi["signUp"]>>;

const auth = "/api/v1/auth";
const ownPage = { "sec-fetch-site": "same-origin" };
const toCookie = ({ headers }: Answer) => headers.get("set-cookie")?.split(";")[0] ?? "";
const isCleared = ({ headers }: Answer) =>
  /^shunt_session=;.*Expires=Thu, 01 Jan 1970/.test(`${headers.get("set-cookie")}`);

const signIn = ({ email, password }: Account, fields: object = {}, headers: Record<string, string> = ownPage) =>
  api.call("POST", `${auth}/login`, { body: { email, password, session: "cookie", ...fields }, headers });
const refresh = (cookie: string, headers: Record<string, string> = ownPage, body: unknown = {}) =>
  api.call("POST", `${auth}/refresh`, { body, headers: { cookie, ...headers } });
const logout = (cookie: string, headers: Record<string, string> = ownPage, body: unknown = {}) =>
  api.call("POST", `${auth}/logout`, { body, headers: { cookie, ...headers } });
const statusOf = async (token: string) => (await api.call("GET", `${auth}/me`, { token })).status;

test("POST /auth/login with session=cookie puts the refresh token in a cookie that scripts cannot read", async () => {
  const answer = await signIn(await api.signUp());

  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body).sort()).toEqual(["access_token", "expires_in", "token_type"]);
  expect(answer.headers.get("set-cookie")).toMatch(
    /^shunt_session=[\w.-]+; Max-Age=2592000; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await statusOf(answer.body.access_token)).toBe(200);
});

test("over HTTPS the cookie is bound to the host and marked Secure", async () => {
  const secure = await startTestApi({ APP_URL: "https://app.example", DATABASE_URL: api.databaseUrl });
  const { email, password } = await api.signUp();
  const body = { email, password, session: "cookie" };

  const answer = await secure.call("POST", `${auth}/login`, { body, headers: { origin: "https://app.example" } });
  await secure.stop();

  expect(answer.headers.get("set-cookie")).toMatch(
    /^__Host-shunt_session=[\w.-]+; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("with remember=false the cookie lasts until the browser is closed, also after a refresh", async () => {
  const signedIn = await signIn(await api.signUp(), { remember: false });
  const refreshed = await refresh(toCookie(signedIn));

  for (const { status, headers } of [signedIn, refreshed]) {
    expect(status).toBe(200);
    expect(headers.get("set-cookie")).toMatch(
      /^shunt_session=[\w.-]+; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
    );
  }
});

test("POST /auth/refresh with an empty object replaces the cookie and keeps the session", async () => {
  const signedIn = await signIn(await api.signUp());

  const answer = await refresh(toCookie(signedIn));
  const { body: sessions } = await api.call("GET", `${auth}/sessions`, { token: answer.body.access_token });

  expect(answer).toMatchObject({ status: 200, body: { token_type: "bearer" } });
  expect(answer.body).not.toHaveProperty("refresh_token");
  expect(answer.headers.get("set-cookie")).toContain("; Max-Age=2592000; ");
  expect(toCookie(answer)).not.toBe(toCookie(signedIn));
  expect(sessions.items.map((session: { is_current: boolean }) => session.is_current)).toEqual([true, false]);
});

test("the cookie signs in nothing but the refresh and the logout", async () => {
  const cookie = toCookie(await signIn(await api.signUp()));

  const answer = await api.call("GET", `${auth}/me`, { headers: { cookie, ...ownPage } });

  expect(answer).toMatchObject({ status: 401, body: { code: "not-authenticated" } });
});

test("POST /auth/logout with an empty object ends the session and deletes the cookie", async () => {
  const { headers, body } = await signIn(await api.signUp());
  const cookie = toCookie({ status: 200, headers, body });

  const answer = await logout(cookie);

  expect(answer.status).toBe(204);
  expect(isCleared(answer)).toBe(true);
  expect(await statusOf(body.access_token)).toBe(401);
  expect((await refresh(cookie)).status).toBe(401);
});

test("signing in again in the same browser ends its previous session", async () => {
  const ann = await api.signUp();
  const first = await signIn(ann);

  const second = await signIn(ann, {}, { ...ownPage, cookie: toCookie(first) });

  expect([await statusOf(first.body.access_token), await statusOf(second.body.access_token)]).toEqual([401, 200]);
  expect(await statusOf(ann.token)).toBe(200);
});

const deadCookies: Record<string, (ann: Account, cookie: string) => Promise<string>> = {
  "of an ended session": async (_ann, cookie) => {
    await logout(cookie);
    return cookie;
  },
  "of a deleted account": async ({ token, password }, cookie) => {
    await api.call("DELETE", `${auth}/me`, { token, body: { password } });
    return cookie;
  },
  "used more than 30 s ago": async (ann, cookie) => {
    await refresh(cookie);
    await passGrace(api, ann.id);
    return cookie;
  },
  unknown: async () => `shunt_session=kept.${"x".repeat(43)}`,
  "of another form": async () => "shunt_session=1; shunt_session=2",
  empty: async () => "shunt_session=",
  "with an access token": async ({ token }) => `shunt_session=${token}`,
};

test.each(Object.keys(deadCookies))("a cookie %s gets 401 and is deleted", async name => {
  const ann = await api.signUp();
  const cookie = (await deadCookies[name]?.(ann, toCookie(await signIn(ann)))) ?? "";

  const answers = [await refresh(cookie), await refresh(cookie)];

  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 401, body: { code: "invalid-token" } });
    expect(isCleared(answer)).toBe(true);
  }
});

test.each([
  ["refresh", refresh],
  ["logout", logout],
])("POST /auth/%s without cookie and refresh token gets 401", async (_name, send) => {
  const answer = await send("other=1");

  expect(answer).toMatchObject({ status: 401, body: { code: "not-authenticated" } });
  expect(answer.headers.has("set-cookie")).toBe(false);
});

/** Requests that a page elsewhere can make a browser send, and what refuses them. */
const attacks: Record<string, { headers: Record<string, string>; status: number }> = {
  "another site": { headers: { "sec-fetch-site": "cross-site" }, status: 403 },
  "another site that claims our origin": {
    headers: { "sec-fetch-site": "cross-site", origin: "http://localhost:8001" },
    status: 403,
  },
  "a subdomain": { headers: { "sec-fetch-site": "same-site", origin: "http://evil.localhost:8001" }, status: 403 },
  "a subdomain, without Sec-Fetch-Site": { headers: { origin: "http://evil.localhost:8001" }, status: 403 },
  "another port": { headers: { origin: "http://localhost:3000" }, status: 403 },
  "an origin that CORS_ORIGINS allows": { headers: { origin: "https://partner.example" }, status: 403 },
  "a sandboxed frame": { headers: { origin: "null" }, status: 403 },
  "a bookmark or an extension": { headers: { "sec-fetch-site": "none" }, status: 403 },
  "an unknown kind of site": { headers: { "sec-fetch-site": "" }, status: 403 },
  "a client without Sec-Fetch-Site and Origin": { headers: {}, status: 403 },
  "a form with JSON as text/plain": {
    headers: { "sec-fetch-site": "cross-site", "content-type": "text/plain" },
    status: 415,
  },
  "a form of our origin with JSON as text/plain": {
    headers: { ...ownPage, "content-type": "text/plain" },
    status: 415,
  },
  "a form": { headers: { ...ownPage, "content-type": "application/x-www-form-urlencoded" }, status: 415 },
};

test.each(Object.entries(attacks))("%s can neither sign in nor use the cookie", async (_from, { headers, status }) => {
  const ann = await api.signUp();
  const signedIn = await signIn(ann);
  const cookie = toCookie(signedIn);

  const answers = [await signIn(ann, {}, headers), await refresh(cookie, headers), await logout(cookie, headers)];

  for (const answer of answers) {
    expect(answer.status).toBe(status);
    expect(answer.headers.has("set-cookie")).toBe(false);
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
  }
  expect(await statusOf(signedIn.body.access_token)).toBe(200);
  const { body } = await api.call("GET", `${auth}/sessions`, { token: ann.token });
  expect(body.items).toHaveLength(2);
  const { rows } = await sql`select from refresh_tokens where user_id = ${ann.id} and used_at is not null`.execute(db);
  expect(rows).toHaveLength(0);
});

test.each([
  ["Sec-Fetch-Site", ownPage],
  ["the origin of APP_URL", { origin: "http://localhost:8001" }],
])("a page of the same origin, recognised by %s, can use the cookie", async (_what, headers) => {
  const cookie = toCookie(await signIn(await api.signUp(), {}, headers));

  expect([(await refresh(cookie, headers)).status, (await logout(cookie, headers)).status]).toEqual([200, 204]);
});

test("an Idempotency-Key is refused, because a replay would set no cookie", async () => {
  const ann = await api.signUp();
  const cookie = toCookie(await signIn(ann));
  const withKey = () => ({ ...ownPage, "idempotency-key": crypto.randomUUID() });

  const answers = [await signIn(ann, {}, withKey()), await refresh(cookie, withKey()), await logout(cookie, withKey())];

  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([400, "malformed-request"]));
  expect((await refresh(cookie)).status).toBe(200);
});

test("a refresh token in the body needs no page of the same origin, and leaves the cookie alone", async () => {
  const ann = await api.signUp();
  const cookie = toCookie(await signIn(ann));

  const answer = await refresh(cookie, {}, { refresh_token: ann.refreshToken });

  expect(answer.status).toBe(200);
  expect(answer.body).toHaveProperty("refresh_token");
  expect(answer.headers.has("set-cookie")).toBe(false);
  expect((await refresh(cookie)).status).toBe(200);
});

test("tabs that refresh at once all succeed, and one chain lives on", async () => {
  const ann = await api.signUp();
  const cookie = toCookie(await signIn(ann));

  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(cookie)));
  const cookies = answers.map(toCookie);
  await passGrace(api, ann.id);
  const next = await refresh(cookies[7] ?? "");
  await passGrace(api, ann.id);

  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(new Set(cookies).size).toBe(20);
  expect(await Promise.all(answers.map(({ body }) => statusOf(body.access_token)))).toEqual(Array(20).fill(200));
  expect((await refresh(toCookie(next))).status).toBe(200);
  expect((await refresh(cookies[3] ?? "")).status).toBe(401);
  expect(await statusOf(next.body.access_token)).toBe(401);
});

test("a cookie whose response was lost works again within 30 s", async () => {
  const ann = await api.signUp();
  const cookie = toCookie(await signIn(ann));
  await refresh(cookie);

  const again = await refresh(cookie);
  await passGrace(api, ann.id);

  expect(again.status).toBe(200);
  expect((await refresh(toCookie(again))).status).toBe(200);
});
