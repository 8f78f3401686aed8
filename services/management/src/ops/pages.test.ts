import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, createBrowser } from "../testing/browser.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Account = Awaited<ReturnType<TestApi["signUp"]>>;

const appUrl = "http://app.example";
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ APP_URL: appUrl });
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
  expect((await browser.openOps(ann.token)).status).toBe(204);
  return { ann, browser };
}

/** Statuses of the queues with and without a session. */
const [signedInStatus, signedOutStatus] = [200, 303];

test.each(["GET", "HEAD", "POST"])(
  "%s of a former page leads to the dashboard, with and without a session",
  async method => {
    const { browser } = await signedIn();
    for (const path of ["/ops", "/ops/", "/ops/sign-in", "/ops/sign-out"]) {
      const headers = { cookie: `shunt-ops=${browser.cookie("shunt-ops")}`, accept: "text/html" };
      for (const given of [headers, { accept: "text/html" }]) {
        const answer = await fetch(api.url + path, { method, headers: given, redirect: "manual" });
        expect([answer.status, answer.headers.get("location")]).toEqual([303, `${appUrl}/operations`]);
      }
    }
  },
);

test("the queues lead browsers without a session to the dashboard", async () => {
  const { status, headers } = await createBrowser(api.url).open("/ops/queues");

  expect([status, headers.get("location")]).toEqual([signedOutStatus, `${appUrl}/operations`]);
});

test("other clients without a session get 401", async () => {
  for (const path of ["/ops/live", "/ops/queues/api/queues", "/ops/nowhere"]) {
    const answer = await fetch(api.url + path, { headers: { accept: "application/json" }, redirect: "manual" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "not-authenticated" });
  }
});

test("POST /ops/session opens the queues with a cookie for these pages, which scripts and other sites cannot use", async () => {
  const { browser } = await signedIn();

  expect(browser.setCookies.get("shunt-ops")).toMatch(
    /^shunt-ops=[\w.-]+; Max-Age=43200; Path=\/ops; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  );
  expect((await browser.open("/ops/queues")).status).toBe(signedInStatus);
});

test("over HTTPS the cookie is bound to the host and marked Secure", async () => {
  const secure = await startTestApi({ APP_URL: "https://app.example", DATABASE_URL: api.databaseUrl });
  const browser = createBrowser(secure.url);

  await browser.openOps((await anAdmin()).token);
  await secure.stop();

  expect(browser.setCookies.get("__Host-shunt-ops")).toMatch(
    /^__Host-shunt-ops=[\w.-]+; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("other accounts get no cookie", async () => {
  const { status, headers, text } = await createBrowser(api.url).openOps((await api.signUp()).token);

  expect({ status, code: JSON.parse(text).code }).toEqual({ status: 403, code: "admin-only" });
  expect(headers.get("set-cookie")).toBeNull();
});

test.each([
  ["ends the session", async (ann: Account) => api.call("DELETE", "/api/v1/auth/sessions", { token: await anew(ann) })],
  [
    "signs out",
    async ({ refreshToken }: Account) =>
      api.call("POST", "/api/v1/auth/logout", { body: { refresh_token: refreshToken } }),
  ],
  ["loses the role", async (ann: Account) => setRole(ann, "user")],
  [
    "is disabled",
    async (ann: Account) => {
      const { token } = await anAdmin();
      await api.call("PATCH", `/api/v1/admin/users/${ann.id}`, { token, body: { is_active: false } });
    },
  ],
  [
    "gets another password",
    async (ann: Account) => {
      const body = { current_password: ann.password, new_password: "a quite different one" };
      await api.call("POST", "/api/v1/auth/password", { token: await anew(ann), body });
    },
  ],
])("the cookie and an open stream end when the account %s", async (_what, end) => {
  const { ann, browser } = await signedIn();
  const stream = await browser.stream("/ops/live");

  await end(ann);

  expect((await browser.open("/ops/queues")).status).toBe(signedOutStatus);
  expect(await stream.text()).toContain("event: history");
});

/** A token of another session of the account. */
async function anew({ email, password }: Account): Promise<string> {
  const { body } = await api.call("POST", "/api/v1/auth/login", { body: { email, password } });
  return body.access_token;
}

test("an access token does not work as the cookie, nor the cookie as an access token", async () => {
  const { ann, browser } = await signedIn();
  const visit = async (headers: Record<string, string>) =>
    (await fetch(`${api.url}/ops/queues`, { headers: { accept: "text/html", ...headers }, redirect: "manual" })).status;

  const page = await visit({ cookie: `shunt-ops=${ann.token}` });
  const bearer = await visit({ authorization: `Bearer ${ann.token}` });
  const call = await api.call("GET", "/api/v1/auth/me", { token: browser.cookie("shunt-ops") ?? "" });

  expect([page, bearer, call.status]).toEqual([signedOutStatus, signedOutStatus, 401]);
});

test("the queues' content security policy forbids external scripts", async () => {
  const { browser } = await signedIn();

  const { text, headers } = await browser.open("/ops/queues");

  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.has("x-powered-by")).toBe(false);
});
