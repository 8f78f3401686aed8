import { createDb, type Db } from "@shunt/db";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, createBrowser } from "../testing/browser.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Account = Awaited<ReturnType<TestApi["signUp"]>>;

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const setRole = (account: Account, role: "admin" | "user") =>
  db.updateTable("users").set({ role }).where("id", "=", account.id).execute();

async function anAdmin(): Promise<Account> {
  const account = await api.signUp();
  await setRole(account, "admin");
  return account;
}

async function signedIn(): Promise<{ ann: Account; browser: Browser }> {
  const ann = await anAdmin();
  const browser = createBrowser(api.url);
  expect((await browser.signIn(ann)).status).toBe(303);
  return { ann, browser };
}

/** Statuses of the pages with and without a session. */
const signedInStatus = 200;
const signedOutStatus = 303;

test("an administrator signs in by a form, sees the page, and signs out again", async () => {
  const ann = await anAdmin();
  const browser = createBrowser(api.url);

  const before = await browser.open("/ops");
  const form = await browser.open("/ops/sign-in");
  const signedIn = await browser.signIn(ann);
  const page = await browser.open("/ops");
  const again = await browser.open("/ops/sign-in");
  const stolen = browser.cookie("shunt-ops");
  const signedOut = await browser.submit("/ops/sign-out", {}, page);

  expect([before.status, before.headers.get("location")]).toEqual([303, "/ops/sign-in"]);
  expect(form.text).not.toContain("<script");
  expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/ops"]);
  expect([page.status, again.status]).toEqual([200, 303]);
  expect(page.text).toContain(ann.email);
  expect([signedOut.status, signedOut.headers.get("location")]).toEqual([303, "/ops/sign-in"]);
  expect((await browser.open("/ops")).status).toBe(signedOutStatus);
  const headers = { cookie: `shunt-ops=${stolen}`, accept: "text/html" };
  expect((await fetch(`${api.url}/ops`, { headers, redirect: "manual" })).status).toBe(signedOutStatus);
});

test("the form shows the same text for a wrong password and an unknown address", async () => {
  const ann = await anAdmin();

  const answers = [
    await createBrowser(api.url).signIn({ ...ann, password: "not the one at all" }),
    await createBrowser(api.url).signIn({ email: "unknown@example.com", password: ann.password }),
  ];

  for (const { status, text, headers } of answers) {
    expect(status).toBe(401);
    expect(text).toContain('role="alert" id="refusal">E-mail or password is wrong.<');
    expect(text).toContain('name="password"');
    expect(headers.get("set-cookie")).not.toContain("shunt-ops=");
  }
});

test("a user who is not an administrator sees why and gets no session", async () => {
  const bob = await api.signUp();
  const sessionsOf = async () => (await api.call("GET", "/api/v1/auth/sessions", { token: bob.token })).body.items;
  const before = await sessionsOf();

  const answer = await createBrowser(api.url).signIn(bob);

  expect(answer.status).toBe(403);
  expect(answer.text).toContain("for administrators only");
  expect(answer.headers.get("set-cookie")).not.toContain("shunt-ops=");
  expect(await sessionsOf()).toHaveLength(before.length);
});

test("signing in needs a code when two-factor authentication is enabled", async () => {
  const ann = await anAdmin();
  const browser = createBrowser(api.url);
  const call = (path: string, body: object) => api.call("POST", `/api/v1/auth/${path}`, { token: ann.token, body });
  const { body: begun } = await call("totp", { password: ann.password });
  const totp = new TOTP({ secret: begun.secret });
  const now = Date.now();
  await call("totp/confirm", { code: totp.generate({ timestamp: now - 30_000 }) });

  const without = await browser.signIn(ann);
  const wrong = await browser.signIn({ ...ann, totp_code: "ABCDEFGH" });
  const right = await browser.signIn({ ...ann, totp_code: totp.generate({ timestamp: now }) });

  expect([without.status, wrong.status, right.status]).toEqual([401, 401, 303]);
  expect(without.text).toContain("also requires a two-factor code");
  expect(wrong.text).toContain("The code is wrong");
  expect((await browser.open("/ops")).status).toBe(signedInStatus);
});

test("the cookie is limited to these pages and hidden from scripts", async () => {
  const { browser } = await signedIn();

  expect(browser.setCookies.get("shunt-ops")).toMatch(
    /^shunt-ops=[\w.-]+; Max-Age=43200; Path=\/ops; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  );
});

test("over HTTPS the cookie is bound to the host and marked Secure", async () => {
  const secure = await startTestApi({ APP_URL: "https://app.example", DATABASE_URL: api.databaseUrl });
  const browser = createBrowser(secure.url);

  await browser.signIn(await anAdmin());
  await secure.stop();

  expect(browser.setCookies.get("__Host-shunt-ops")).toMatch(
    /^__Host-shunt-ops=[\w.-]+; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test.each([
  ["ends the session", async (ann: Account) => api.call("DELETE", "/api/v1/auth/sessions", { token: ann.token })],
  ["loses the role", async (ann: Account) => setRole(ann, "user")],
  [
    "is disabled",
    async (ann: Account) => {
      const root = await anAdmin();
      await api.call("PATCH", `/api/v1/admin/users/${ann.id}`, { token: root.token, body: { is_active: false } });
    },
  ],
  [
    "gets another password",
    async (ann: Account) => {
      const body = { current_password: ann.password, new_password: "a quite different one" };
      await api.call("POST", "/api/v1/auth/password", { token: ann.token, body });
    },
  ],
])("a session and its open stream end when the account %s", async (_what, end) => {
  const { ann, browser } = await signedIn();
  const stream = await browser.stream("/ops/live");

  await end(ann);

  expect((await browser.open("/ops")).status).toBe(signedOutStatus);
  expect((await browser.open("/ops/queues")).status).toBe(signedOutStatus);
  expect(await stream.text()).toContain("event: history");
});

test("the session is listed in GET /auth/sessions and can be ended there", async () => {
  const { ann, browser } = await signedIn();

  const { body } = await api.call("GET", "/api/v1/auth/sessions", { token: ann.token });
  const { id } = body.items.find((session: { user_agent: string }) => session.user_agent === "Browser");
  await api.call("DELETE", `/api/v1/auth/sessions/${id}`, { token: ann.token });

  expect((await browser.open("/ops")).status).toBe(signedOutStatus);
});

test("an access token does not work as a session, nor a session token as an access token", async () => {
  const { ann, browser } = await signedIn();

  const headers = { cookie: `shunt-ops=${ann.token}`, accept: "text/html" };
  const page = await fetch(`${api.url}/ops`, { headers, redirect: "manual" });
  const bearer = await fetch(`${api.url}/ops`, {
    headers: { authorization: `Bearer ${ann.token}`, accept: "text/html" },
    redirect: "manual",
  });
  const call = await api.call("GET", "/api/v1/auth/me", { token: browser.cookie("shunt-ops") ?? "" });

  expect([page.status, bearer.status, call.status]).toEqual([signedOutStatus, signedOutStatus, 401]);
});

test.each([
  ["another site's page", { "sec-fetch-site": "cross-site" }],
  ["another page of the same site", { "sec-fetch-site": "same-site" }],
  ["another origin, by a browser without Sec-Fetch-Site", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null" }],
  ["a client without these headers", {}],
])("forms sent by %s are refused, to sign in and to sign out", async (_who, from: Record<string, string>) => {
  const { ann, browser } = await signedIn();
  const page = await browser.open("/ops");

  const out = await browser.submit("/ops/sign-out", {}, page, from);
  const { email, password } = ann;
  const stranger = createBrowser(api.url);
  const form = await stranger.open("/ops/sign-in");
  const signIn = await stranger.submit("/ops/sign-in", { email, password }, form, from);

  expect([out.status, signIn.status]).toEqual([403, 403]);
  expect(out.text).toContain("<h1>This request came from another site</h1>");
  expect(stranger.cookie("shunt-ops")).toBe(undefined);
  expect((await browser.open("/ops")).status).toBe(signedInStatus);
});

test("a browser that sends only Origin, as over plain HTTP, can sign in", async () => {
  const { email, password } = await anAdmin();
  const browser = createBrowser(api.url);
  const form = await browser.open("/ops/sign-in");

  const answer = await browser.submit("/ops/sign-in", { email, password }, form, { origin: api.url });

  expect(form.headers.get("referrer-policy")).toBe("same-origin");
  expect(answer.status).toBe(303);
});

test("a form without its token is refused", async () => {
  const { ann, browser } = await signedIn();
  const stranger = createBrowser(api.url);
  await stranger.open("/ops/sign-in");

  const out = await browser.submit("/ops/sign-out", { form_token: "x".repeat(43) });
  const { email, password } = ann;
  const signIn = await stranger.submit("/ops/sign-in", { email, password });

  expect([out.status, signIn.status]).toEqual([403, 403]);
  expect((await browser.open("/ops")).status).toBe(signedInStatus);
});

test("attempts share the login limit of the API", async () => {
  const strict = await startTestApi({ RATE_LIMIT_LOGIN: "3", DATABASE_URL: api.databaseUrl });
  const ann = await anAdmin();
  const body = { email: ann.email, password: "not the one at all" };
  for (let i = 0; i < 2; i++) await strict.call("POST", "/api/v1/auth/login", { body });

  const answers = [];
  for (let i = 0; i < 2; i++) answers.push(await createBrowser(strict.url).signIn(ann));
  await strict.stop();

  expect(answers.map(({ status }) => status)).toEqual([303, 429]);
  expect(answers[1]?.text).toContain("<h1>Too many requests</h1>");
  expect(Number(answers[1]?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("non-browser clients without a session get 401 instead of a redirect", async () => {
  for (const path of ["/ops/live", "/ops/queues/api/queues", "/ops/nowhere"]) {
    const answer = await fetch(api.url + path, { headers: { accept: "application/json" }, redirect: "manual" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "not-authenticated" });
  }
});

test("the pages' content security policy forbids external and inline scripts", async () => {
  const { browser } = await signedIn();

  const [page, board] = [await browser.open("/ops"), await browser.open("/ops/queues")];

  expect([page.status, board.status]).toEqual([200, 200]);
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
  );
  expect(policy).not.toContain("unsafe");
  for (const { text, headers } of [page, board]) {
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.has("x-powered-by")).toBe(false);
  }
});
