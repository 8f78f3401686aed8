import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const limits = { account: 12, anonymous: 4 };
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
    RATE_LIMIT_REQUESTS: String(limits.account),
    RATE_LIMIT_ANONYMOUS_REQUESTS: String(limits.anonymous),
  });
});
afterAll(() => api.stop());

let last = 0;
const anAddress = () => `198.51.100.${++last}`;

/** A browser with the cookie of a new account, behind an address. */
async function aBrowser(address: string) {
  const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" };
  const elsewhere = { "x-forwarded-for": anAddress(), "sec-fetch-site": "same-origin" };
  await api.call("POST", "/api/v1/auth/register", { body: account, headers: elsewhere });
  const body = { ...account, session: "cookie" };
  const signedIn = await api.call("POST", "/api/v1/auth/login", { body, headers: elsewhere });
  let cookie = toCookie(signedIn.headers);
  return {
    cookie: () => cookie,
    async post(path: "refresh" | "logout") {
      const answer = await post(path, address, cookie);
      cookie = toCookie(answer.headers) || cookie;
      return answer;
    },
  };
}

const toCookie = (headers: Headers) => headers.get("set-cookie")?.split(";")[0] ?? "";
const post = (path: "refresh" | "logout", address: string, cookie: string) =>
  api.call("POST", `/api/v1/auth/${path}`, {
    body: {},
    headers: { "x-forwarded-for": address, "sec-fetch-site": "same-origin", cookie },
  });

test("refreshes by cookie count for the account, so people behind one address do not lock each other out", async () => {
  const office = anAddress();
  const browsers = await Promise.all(Array.from({ length: limits.anonymous + 2 }, () => aBrowser(office)));

  const answers = await Promise.all(browsers.map(browser => browser.post("refresh")));
  const ends = await Promise.all(browsers.map(browser => browser.post("logout")));

  expect(answers.map(({ status }) => status)).toEqual(browsers.map(() => 200));
  expect(answers[0]?.headers.get("ratelimit-policy")).toBe(`"account";q=${limits.account};w=60`);
  expect(ends.map(({ status }) => status)).toEqual(browsers.map(() => 204));
});

test("refreshes by cookie reach the limit of the account from any address", async () => {
  const browser = await aBrowser(anAddress());

  const statuses = [];
  for (let i = 0; i <= limits.account; i++) statuses.push((await browser.post("refresh")).status);

  expect(statuses).toEqual([...Array(limits.account).fill(200), 429]);
});

test.each([
  { cookies: "unknown", toCookie: async () => `shunt_session=kept.${"a".repeat(43)}` },
  { cookies: "malformed", toCookie: async () => "shunt_session=guess" },
  {
    cookies: "ended",
    toCookie: async () => {
      const browser = await aBrowser(anAddress());
      const cookie = browser.cookie();
      await browser.post("logout");
      return cookie;
    },
  },
])("refreshes with $cookies cookies count for the address", async ({ toCookie: make }) => {
  const address = anAddress();
  const cookie = await make();

  const statuses = [];
  for (let i = 0; i <= limits.anonymous; i++) statuses.push((await post("refresh", address, cookie)).status);

  expect(statuses).toEqual([...Array(limits.anonymous).fill(401), 429]);
});
