import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let mailServer: MailServer;
let api: TestApi;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({ SMTP_URL: mailServer.url });
});
afterAll(async () => {
  await api.stop();
  await mailServer.stop();
});

const newPassword = "a quite different one";

async function submit(page: string, fields: Record<string, string>, { url } = api) {
  const answer = await fetch(`${url}/${page}`, { method: "POST", body: new URLSearchParams(fields) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function open(path: string) {
  const answer = await api.call("GET", path);
  return { status: answer.status, headers: answer.headers, text: String(answer.body) };
}

async function aResetToken() {
  const ann = await api.signUp();
  await api.call("POST", "/api/v1/auth/forgot-password", { body: { email: ann.email } });
  return { ...ann, token: await mailServer.waitForToken(ann.email, "reset-password"), accessToken: ann.token };
}

async function login(email: string, password: string) {
  return (await api.call("POST", "/api/v1/auth/login", { body: { email, password } })).status;
}

test("opening the link in a mail does not use it up; the button confirms the address once", async () => {
  const ann = await api.signUp();
  const token = await mailServer.waitForToken(ann.email, "verify-email");
  for (let i = 0; i < 3; i++) await open(`/verify-email?token=${token}&utm_source=scanner`);
  expect((await fetch(`${api.url}/verify-email?token=${token}`, { method: "HEAD" })).status).toBe(200);

  const page = await open(`/verify-email?token=${token}`);
  const [, field] = /name="token" value="([^"]+)"/.exec(page.text) ?? [];
  const confirmed = await submit("verify-email", { token: field ?? "" });
  const again = await submit("verify-email", { token });

  expect(page.status).toBe(200);
  expect([confirmed.status, again.status]).toEqual([200, 422]);
  expect(confirmed.text).toContain("<h1>Your address is confirmed</h1>");
  expect(again.text).toContain("<h1>This link is invalid or has expired</h1>");
  const { body } = await api.call("GET", "/api/v1/auth/me", { token: ann.token });
  expect(body.is_verified).toBe(true);
});

test("the reset form shows why a password is refused, sets a new one, and works once", async () => {
  const { email, token, accessToken } = await aResetToken();
  const page = await open(`/reset-password?token=${token}`);

  const common = await submit("reset-password", { token, new_password: "iloveyou1" });
  const short = await submit("reset-password", { token, new_password: "short" });
  const missing = await submit("reset-password", { token });
  const set = await submit("reset-password", { token, new_password: newPassword });
  const again = await submit("reset-password", { token, new_password: newPassword });

  expect(page.text).toContain('type="password"');
  expect([common.status, short.status, missing.status, set.status, again.status]).toEqual([422, 422, 422, 200, 422]);
  expect(common.text).toContain("This password is too common; choose another one.");
  for (const { text } of [short, missing]) expect(text).toContain("This password must have 8 to 128 characters.");
  for (const { text } of [common, short, missing]) expect(text).toContain(`name="token" value="${token}"`);
  expect(set.text).toContain("<h1>Your password is changed</h1>");
  expect(again.text).toContain("<h1>This link is invalid or has expired</h1>");
  expect(await login(email, newPassword)).toBe(200);
  expect((await api.call("GET", "/api/v1/auth/me", { token: accessToken })).status).toBe(401);
});

test("mail pages and their refusals speak to the visitor in German", async () => {
  const headers = { "accept-language": "de" };
  const pageOf = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${api.url}/${path}`, { headers, ...init })).text();
  const { token } = await aResetToken();
  const set = (new_password: string) =>
    pageOf("reset-password", { method: "POST", body: new URLSearchParams({ token, new_password }) });

  expect(await pageOf("verify-email?token=a")).toContain("<h1>E-Mail-Adresse bestätigen</h1>");
  expect(await pageOf("verify-email")).toContain("<h1>Dieser Link ist ungültig oder abgelaufen</h1>");
  expect(await pageOf("verify-email", { method: "DELETE" })).toContain("die wir Ihnen geschickt haben");
  expect(await set("short")).toContain("Dieses Passwort muss 8 bis 128 Zeichen haben.");
  expect(await set("iloveyou1")).toContain("Dieses Passwort ist zu verbreitet");
  expect(await set(newPassword)).toContain("<h1>Ihr Passwort ist geändert</h1>");
});

test.each(["verify-email", "reset-password"])(
  "/%s loads no scripts or external resources and is not cached",
  async page => {
    const answers = [
      await open(`/${page}?token=abc`),
      await open(`/${page}`),
      await submit(page, { token: "abc", new_password: newPassword }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 422, 422]);
    for (const { headers, text } of answers) {
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
      );
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-robots-tag")).toBe("noindex");
      expect(text).not.toMatch(/<script|<img|<link|https?:/);
    }
  },
);

test.each(["verify-email", "reset-password"])("the page /%s escapes its query parameters", async page => {
  const hostile = `"><script>alert('&')</script>`;

  const opened = await open(`/${page}?token=${encodeURIComponent(hostile)}`);
  const sent = await submit(page, { token: hostile, new_password: "short" });

  expect(opened.text).toContain('value="&#34;&#62;&#60;script&#62;alert(&#39;&#38;&#39;)&#60;/script&#62;"');
  for (const { text } of [opened, sent]) expect(text).not.toContain("<script");
});

test.each([
  ["a token given twice", "/verify-email?token=a&token=b", {}, 422],
  ["an endless token", `/verify-email?token=${"x".repeat(600)}`, {}, 422],
  ["another method", "/verify-email?token=a", { method: "DELETE" }, 405],
  [
    "an endless body",
    "/reset-password",
    { method: "POST", body: new URLSearchParams({ token: "x".repeat(20_000) }) },
    413,
  ],
  ["a body of another kind", "/reset-password", { method: "POST", body: "token=abc" }, 422],
] as const)("mail pages answer %s with an error page", async (_name, path, init, status) => {
  const answer = await fetch(api.url + path, init);

  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(await answer.text()).toMatch(/<h1>\w/);
  if (status === 405) expect(answer.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
});

test("forms share the rate limits of the API", async () => {
  const strict = await startTestApi({ RATE_LIMIT_ANONYMOUS_REQUESTS: "3" });

  const answers = [];
  for (let i = 0; i < 5; i++)
    answers.push(await submit("reset-password", { token: "guess", new_password: newPassword }, strict));
  await strict.stop();

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 429, 429]);
  expect(answers[4]?.text).toContain("<h1>Too many requests</h1>");
  expect(Number(answers[4]?.headers.get("retry-after"))).toBeGreaterThan(0);
});
