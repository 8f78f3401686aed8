import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
    RATE_LIMIT_REQUESTS: "30",
    RATE_LIMIT_ANONYMOUS_REQUESTS: "20",
    RATE_LIMIT_REGISTER: "3",
    RATE_LIMIT_LOGIN: "5",
    RATE_LIMIT_CREATE: "8",
    RATE_LIMIT_ANONYMOUS_CREATE: "2",
    RATE_LIMIT_PREVIEW: "2",
    RATE_LIMIT_PICTURE: "60",
  });
});
afterAll(() => api.stop());

let last = 0;
const aClient = () => ({ "x-forwarded-for": `198.51.100.${++last}` });
const link = { original_url: "https://example.com/" };
const statuses = (answers: readonly { status: number }[]) =>
  Object.fromEntries([...Map.groupBy(answers, answer => answer.status)].map(([status, of]) => [status, of.length]));
const times = <T>(count: number, run: () => Promise<T>) => Promise.all(Array.from({ length: count }, run));

async function signUp() {
  const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" };
  const headers = aClient();
  await api.call("POST", "/api/v1/auth/register", { body: account, headers });
  const { body } = await api.call("POST", "/api/v1/auth/login", { body: account, headers });
  return { ...account, token: String(body.access_token) };
}

test("an address over its limit gets 429 with Retry-After and RateLimit headers", async () => {
  const headers = aClient();

  const answers = await times(60, () => api.call("GET", "/api/v1/urls/none", { headers }));

  expect(statuses(answers)).toEqual({ 404: 20, 429: 40 });
  const refused = answers.find(answer => answer.status === 429);
  expect(refused?.body).toMatchObject({ code: "rate-limited" });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused?.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  expect(refused?.headers.get("ratelimit-policy")).toBe('"anonymous";q=20;w=60');
  expect(refused?.headers.get("ratelimit")).toMatch(/^"anonymous";r=0;t=\d+$/);
  expect((await api.call("GET", "/api/v1/urls/none", { headers: aClient() })).status).toBe(404);
});

test("requests with a token count for the account, not for the address", async () => {
  const { token } = await signUp();
  const { token: other } = await signUp();

  const answers = await times(40, () => api.call("GET", "/api/v1/auth/me", { token, headers: aClient() }));

  expect(statuses(answers)).toEqual({ 200: 30, 429: 10 });
  expect((await api.call("GET", "/api/v1/auth/me", { token: other })).status).toBe(200);
});

test("requests with an invalid token count for the address", async () => {
  const headers = aClient();

  const answers = await times(25, () => api.call("GET", "/api/v1/auth/me", { token: "guess", headers }));

  expect(statuses(answers)).toEqual({ 401: 20, 429: 5 });
});

test("RATE_LIMIT_REGISTER limits registrations per address and hour", async () => {
  const headers = aClient();
  const register = () =>
    api.call("POST", "/api/v1/auth/register", {
      body: { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" },
      headers,
    });

  const answers = await times(6, register);

  expect(statuses(answers)).toEqual({ 201: 3, 429: 3 });
  const refused = answers.find(answer => answer.status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3_500);
});

test("RATE_LIMIT_LOGIN limits wrong passwords per address, and per account over all unknown addresses", async () => {
  const { email } = await signUp();
  const guess = (address: string, headers: Record<string, string>) =>
    api.call("POST", "/api/v1/auth/login", { body: { email: address, password: "a wrong password" }, headers });
  const oneClient = aClient();

  const byAddress = await times(8, () => guess(`${crypto.randomUUID()}@example.com`, oneClient));
  const ofAccount = await times(8, () => guess(email.toUpperCase(), aClient()));

  expect(statuses(byAddress)).toEqual({ 401: 5, 429: 3 });
  expect(statuses(ofAccount)).toEqual({ 401: 5, 429: 3 });
});

test("RATE_LIMIT_CREATE and RATE_LIMIT_ANONYMOUS_CREATE limit new links per hour", async () => {
  const { token } = await signUp();
  const headers = aClient();

  const own = await times(10, () => api.call("POST", "/api/v1/urls", { body: link, token }));
  const anonymous = await times(5, () => api.call("POST", "/api/v1/urls", { body: link, headers }));

  expect(statuses(own)).toEqual({ 201: 8, 429: 2 });
  expect(statuses(anonymous)).toEqual({ 201: 2, 429: 3 });
  expect(anonymous[0]?.headers.get("ratelimit-policy")).toBe('"anonymous";q=20;w=60, "anonymous-create";q=2;w=3600');
});

test("RATE_LIMIT_PREVIEW limits previews and title fetches together", async () => {
  const { token } = await signUp();
  const { body: own } = await api.call("POST", "/api/v1/urls", { body: link, token });

  const previews = await times(2, () =>
    api.call("POST", "/api/v1/urls/preview", { body: { url: link.original_url }, token }),
  );
  const title = await api.call("POST", `/api/v1/urls/${own.id}/title`, { token });

  // Tests cannot reach example.com, so previews fail.
  expect(statuses(previews)).toEqual({ 422: 2 });
  expect(title.status).toBe(429);
});

test("QR codes have their own limit, and unknown codes a lower one against guessing", async () => {
  const { token } = await signUp();
  const { body: own } = await api.call("POST", "/api/v1/urls", { body: link, token });
  const headers = aClient();
  const draw = (code: string) => api.call("GET", `/api/v1/qr/${code}`, { headers });

  const shown = await times(30, () => draw(own.short_code));
  const guesses = [];
  for (let i = 0; i < 21; i++) guesses.push(await draw(`none-${i}`));
  const hit = await draw(own.short_code);
  const others = await times(70, () =>
    api.call("GET", `/api/v1/qr/${own.short_code}`, { headers: { "x-forwarded-for": "203.0.113.9" } }),
  );

  expect(statuses(shown)).toEqual({ 200: 30 });
  expect(statuses(guesses)).toEqual({ 404: 20, 429: 1 });
  // Existing codes are refused too, so that the response does not reveal which exist.
  expect(hit.status).toBe(429);
  expect(statuses(others)).toEqual({ 200: 60, 429: 10 });
});

test("Retry-After is the longest wait if several limits are reached", async () => {
  const strict = await startTestApi({
    RATE_LIMIT_ANONYMOUS_REQUESTS: "2",
    RATE_LIMIT_LOGIN: "2",
    DATABASE_URL: api.databaseUrl,
  });
  const body = { email: `${crypto.randomUUID()}@example.com`, password: "a wrong password" };

  const answers = [];
  for (let i = 0; i < 3; i++) answers.push(await strict.call("POST", "/api/v1/auth/login", { body }));
  await strict.stop();

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
  const refused = answers[2];
  // Windows of one and five minutes.
  expect(refused?.headers.get("ratelimit-policy")).toBe('"anonymous";q=2;w=60, "login";q=2;w=300');
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(240);
});

test("GET /health has no limit", async () => {
  const headers = aClient();

  const answers = await times(50, () => api.call("GET", "/api/v1/health", { headers }));

  expect(statuses(answers)).toEqual({ 200: 50 });
});

test("limits apply per process while Redis does not respond", async () => {
  const headers = aClient();
  api.redis.pause();

  const answers = await times(30, () => api.call("GET", "/api/v1/urls/none", { headers }));
  api.redis.resume();

  expect(statuses(answers)).toEqual({ 404: 20, 429: 10 });
});

test("X-Forwarded-For from untrusted clients is ignored", async () => {
  const strict = await startTestApi({ RATE_LIMIT_ANONYMOUS_REQUESTS: "3" });

  const answers = await times(5, () => strict.call("GET", "/api/v1/urls/none", { headers: aClient() }));
  await strict.stop();

  expect(statuses(answers)).toEqual({ 404: 3, 429: 2 });
});
