import { unlockFormPath } from "@shunt/contracts/links";
import { ticketParameter } from "@shunt/decision";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMIT_UNLOCK: "4", TRUSTED_PROXIES: "127.0.0.0/8,::1" });
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const password = "Sesam öffne dich";
const destination = "https://example.com/secret";
let last = 0;
/** Each from a network of its own, unless a test is about limits. */
const anAddress = () => `198.51.100.${++last}`;

async function aLink(fields: object = { password }): Promise<{ id: string; short_code: string }> {
  const { body } = await api.call("POST", "/api/v1/urls", { token, body: { original_url: destination, ...fields } });
  return body;
}

/** Sends the form as a browser does. */
async function submit(fields: Record<string, string>, address = anAddress()) {
  const answer = await fetch(api.url + unlockFormPath, {
    method: "POST",
    redirect: "manual",
    headers: { "x-forwarded-for": address },
    body: new URLSearchParams({ domain_id: "1", ...fields }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const unlock = (body: object, headers: Record<string, string> = {}) =>
  api.call("POST", "/api/v1/unlock", { body, headers: { "x-forwarded-for": anAddress(), ...headers } });

const ticketUrl = (url: string) =>
  new RegExp(`^${url.replaceAll(/[?+.]/g, "\\$&")}${ticketParameter}=[\\w]+\\.[\\w-]{86}$`);

test("the form redirects to the short URL as it was opened, with a ticket, without password and destination", async () => {
  const { short_code: code } = await aLink();

  const { status, headers, text } = await submit({ code, target: `/${code}?utm_source=x&b=%20`, password });

  expect(status).toBe(303);
  expect(headers.get("location")).toMatch(ticketUrl(`https://sho.rt/${code}?utm_source=x&b=%20&`));
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("set-cookie")).toBeNull();
  expect(text + headers.get("location")).not.toContain("secret");
});

test("POST /unlock returns the short URL with a ticket, for the password in the body or the header", async () => {
  const { short_code: code } = await aLink({ password: "open" });

  const answers = [
    await unlock({ link: `https://sho.rt/${code}`, password: "open" }),
    await unlock({ short_code: code }, { "x-link-password": "open" }),
  ];

  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body.url).toMatch(ticketUrl(`https://sho.rt/${code}?`));
    expect(Date.parse(body.expires_at) - Date.now()).toBeLessThanOrEqual(60_000);
  }
});

test.each([
  ["a wildcard", { short_code: "gh/*", original_url: "https://example.com/%7B1%7D" }, "gh/shunt"],
  ["a wildcard, with a file", { short_code: "files/*", original_url: "https://example.com/%7B1%7D" }, "files/a.html"],
  ["forward_path", { short_code: "guide", forward_path: "append" }, "guide/install/linux"],
])("POST /unlock opens a path behind the code of a link with %s", async (_kind, fields, path) => {
  await aLink({ password, ...fields });

  const { status, body } = await unlock({ link: `https://sho.rt/${path}`, password });

  expect(status).toBe(200);
  expect(body.url).toMatch(ticketUrl(`https://sho.rt/${path}?`));
});

test("POST /unlock answers for a path that the link does not take like for an unknown link", async () => {
  const { short_code: code } = await aLink();

  expect(await unlock({ link: `https://sho.rt/${code}/a.html`, password })).toMatchObject({ status: 403 });
});

test("POST /unlock requires one password", async () => {
  const link = "https://sho.rt/none";
  const pointer = { status: 422, body: { errors: [{ pointer: "/password" }] } };

  expect(await unlock({ link })).toMatchObject(pointer);
  expect(await unlock({ link, password: "a" }, { "x-link-password": "b" })).toMatchObject(pointer);
});

test("a password that another keyboard composes differently opens the link", async () => {
  const { short_code: code } = await aLink();

  expect((await submit({ code, password: password.normalize("NFD") })).headers.get("location")).toMatch(
    ticketUrl(`https://sho.rt/${code}?`),
  );
});

test("a link on a custom domain is opened on its domain", async () => {
  await api.addDomain(token, "go.example.com");
  const { short_code: code } = await aLink({ password, domain: "go.example.com" });

  const { status, body } = await unlock({ link: `https://go.example.com/${code}`, password });

  expect(status).toBe(200);
  expect(body.url).toMatch(ticketUrl(`https://go.example.com/${code}?`));
  expect((await unlock({ link: code, password })).status).toBe(403);
});

test("wrong passwords, unknown links and links without a password get the same answer", async () => {
  const { short_code: locked } = await aLink();
  const { short_code: open } = await aLink({});
  const cases = [
    { code: locked, password: "wrong" },
    { code: locked, password: "" },
    { code: open, password },
    { code: "unknown", password },
    { code: "unknown", password, domain_id: "999" },
  ];
  for (const { code, ...fields } of cases) {
    const form = await submit({ code, ...fields });

    expect(form.status).toBe(303);
    expect(form.headers.get("location")).toBe(`https://sho.rt/${code}?${ticketParameter}=wrong`);
  }
  for (const link of [
    `https://sho.rt/${locked}`,
    `https://sho.rt/${open}`,
    "unknown",
    "https://nowhere.example/unknown",
  ]) {
    expect(await unlock({ link, password: "wrong" })).toMatchObject({
      status: 403,
      body: { code: "wrong-password", detail: "The password is wrong, or the link has none" },
    });
  }
});

test.each([
  "//evil.example/",
  "https://evil.example/",
  "/\r\nX-Evil: 1",
  "/a#b",
  "\\evil.example",
  "@evil.example",
  "/ü",
])("the form never redirects to another origin, whatever target it has: %j", async target => {
  const { short_code: code } = await aLink();

  const { headers } = await submit({ code, target, password });

  const location = headers.get("location") ?? "";
  expect(new URL(location).origin).toBe("https://sho.rt");
  expect(new URL(location).hash).toBe("");
  expect(new URL(location).searchParams.has(ticketParameter)).toBe(true);
  expect(headers.get("x-evil")).toBeNull();
});

test("wrong passwords are limited by network over all links, and right ones do not count", async () => {
  const [{ short_code: code }, { short_code: other }] = [await aLink(), await aLink()];
  const address = anAddress();
  for (let i = 0; i < 6; i++) expect((await submit({ code, password }, address)).status).toBe(303);

  const statuses = [];
  for (const tried of [code, other, "unknown", code, code])
    statuses.push((await submit({ code: tried, password: "wrong" }, address)).status);
  const refused = await submit({ code, password }, address);
  const inApi = await unlock({ link: code, password }, { "x-forwarded-for": address });

  expect(statuses).toEqual([303, 303, 303, 303, 429]);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.text).toContain("Wait a few minutes");
  expect(inApi).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  expect((await submit({ code, password })).headers.get("location")).toMatch(ticketUrl(`https://sho.rt/${code}?`));
});

test.each([["a locked link"], ["an unknown link"]])(
  "wrong passwords of %s are limited over all networks, however many come at once",
  async what => {
    const code = what === "an unknown link" ? "unknown-too" : (await aLink()).short_code;

    const answers = await Promise.all(Array.from({ length: 60 }, () => submit({ code, password: "wrong" })));

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(40);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  },
);

test("wrong passwords of a link count together over all its codes", async () => {
  const { short_code: code } = await aLink({ password, short_code: "vault", other_codes: ["vault-too"] });
  const wrong = (tried: string) => submit({ code: tried, password: "wrong" });

  await Promise.all(Array.from({ length: 40 }, () => wrong(code)));

  expect((await wrong("vault-too")).status).toBe(429);
});

test("the form's refusals speak to the visitor in French", async () => {
  const page = await fetch(api.url + unlockFormPath, { headers: { "accept-language": "fr-CA" } });

  expect(page.headers.get("content-language")).toBe("fr");
  expect(await page.text()).toContain("Ouvrez de nouveau le lien court");
});

test("the form answers other methods and bodies with a page", async () => {
  const get = await fetch(api.url + unlockFormPath);
  const json = await api.call("POST", unlockFormPath, { body: { code: "x" } }).catch(() => undefined);

  expect(get.status).toBe(405);
  expect(get.headers.get("allow")).toBe("POST, OPTIONS");
  expect(await get.text()).toContain("Open the short link again");
  expect(json?.status ?? 422).toBe(422);
});
