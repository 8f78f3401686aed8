import { reportFormPath } from "@shunt/contracts/links";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let boss: string;
let token: string;
beforeAll(async () => {
  api = await startTestApi({
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    RATE_LIMIT_REPORT: "30",
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
  });
  ({ token } = await api.signUp());
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to exist",
  });
});
afterAll(() => api.stop());

let last = 0;
const aClient = () => ({ "x-forwarded-for": `198.51.100.${++last}` });
const report = (body: object, headers = aClient()) => api.call("POST", "/api/v1/reports", { body, headers });
const list = async (query = "") => (await api.call("GET", `/api/v1/admin/reports${query}`, { token: boss })).body;
const close = (id: string, outcome: string, by = boss) =>
  api.call("PATCH", `/api/v1/admin/reports/${id}`, { token: by, body: { outcome } });

async function aLink(fields: object = {}): Promise<{ id: string; short_code: string; short_url: string }> {
  const given = { original_url: "https://phish.example/", ...fields };
  const { body } = await api.call("POST", "/api/v1/urls", { token, body: given });
  return body;
}

/** Sends the form as a page of this origin does. */
async function submit(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(api.url + reportFormPath, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", ...aClient(), ...headers },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test("reports of a link are one report with a count until an administrator closes it", async () => {
  const link = await aLink();

  const first = await report({
    url: link.short_url,
    category: "phishing",
    text: "A fake bank",
    email: "ann@example.com",
  });
  await report({ url: `${link.short_url}+`, category: "spam" });
  const [open] = (await list()).items;
  const closed = await close(open.id, "blocked");
  await report({ url: link.short_code, category: "other" });

  expect(first.status).toBe(204);
  expect(open).toMatchObject({
    ...{ link_id: link.id, short_url: link.short_url, original_url: "https://phish.example/", report_count: 2 },
    outcome: null,
    entries: [
      { category: "phishing", text: "A fake bank", email: "ann@example.com" },
      { category: "spam", text: null, email: null },
    ],
  });
  expect(closed).toMatchObject({ status: 200, body: { id: open.id, outcome: "blocked" } });
  expect((await list("?state=closed")).items).toMatchObject([{ id: open.id, report_count: 2 }]);
  expect((await list()).items).toMatchObject([{ link_id: link.id, report_count: 1 }]);
  const { body: audit } = await api.call("GET", "/api/v1/admin/audit?size=5", { token: boss });
  expect(audit.items).toContainEqual(
    expect.objectContaining({
      action: "report.closed",
      subject_id: link.id,
      details: expect.objectContaining({ outcome: "blocked" }),
    }),
  );
});

test("a report keeps the first 20 entries and counts the others, also when they arrive at once", async () => {
  const { id, short_code } = await aLink();

  const answers = await Promise.all(Array.from({ length: 25 }, () => report({ url: short_code, category: "spam" })));

  expect(answers.every(({ status }) => status === 204)).toBe(true);
  const found = (await list("?size=100")).items.find(({ link_id }: { link_id: string }) => link_id === id);
  expect(found).toMatchObject({ report_count: 25 });
  expect(found.entries).toHaveLength(20);
});

test("GET /admin/reports pages by cursor, newest first", async () => {
  for (let i = 0; i < 3; i++) await report({ url: (await aLink()).short_code, category: "spam" });
  const all = (await list("?size=100")).items.map(({ id }: { id: string }) => id);

  const one = await list("?size=2");
  const two = await list(`?size=2&cursor=${one.next_cursor}`);

  expect([...one.items, ...two.items].map(({ id }) => id)).toEqual(all.slice(0, 4));
});

test.each([
  ["an unknown code", { url: "no-such-code", category: "spam" }, 404],
  ["another site", { url: "https://elsewhere.example/abc", category: "spam" }, 404],
  ["an unknown category", { url: "abc", category: "ugly" }, 422],
  ["an endless text", { url: "abc", category: "spam", text: "x".repeat(1_001) }, 422],
  ["no e-mail address", { url: "abc", category: "spam", email: "ann" }, 422],
])("POST /reports refuses %s with %3$i", async (_what, body, status) => {
  expect((await report(body)).status).toBe(status);
});

test("only administrators read and close reports", async () => {
  await report({ url: (await aLink()).short_code, category: "spam" });
  const [{ id }] = (await list()).items;

  expect((await api.call("GET", "/api/v1/admin/reports", { token })).status).toBe(403);
  expect((await close(id, "no_action", token)).status).toBe(403);
  expect((await close(crypto.randomUUID(), "no_action")).body.code).toBe("report-not-found");
});

test("RATE_LIMIT_REPORT limits reports of an address, by the API and the form together", async () => {
  const { short_code } = await aLink();
  const client = aClient();
  for (let i = 0; i < 30; i++) await report({ url: short_code, category: "spam" }, client);

  expect((await report({ url: short_code, category: "spam" }, client)).status).toBe(429);
  const page = await submit({ url: short_code, category: "spam" }, client);
  expect(page.status).toBe(429);
  expect(page.text).toContain("Too many reports came from your network");
});

test("the form reports a link without script or cookie, and repeats the input after an error", async () => {
  const link = await aLink();
  const hostile = `"><script>alert(1)</script>`;

  const page = await fetch(`${api.url}${reportFormPath}?url=${encodeURIComponent(hostile)}`);
  const markup = await page.text();
  const refused = await submit({ url: "https://elsewhere.example/abc", category: "spam", text: hostile });
  const sent = await submit({ url: link.short_url, category: "malware", text: "It downloads a program", email: "" });

  expect(page.status).toBe(200);
  expect(page.headers.get("set-cookie")).toBeNull();
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
  expect(markup).not.toContain("<script");
  expect(markup).toContain('value="&#34;&#62;&#60;script');
  expect(markup).toContain('<option value="" selected>Choose what is wrong with the link.</option>');
  expect(refused.status).toBe(404);
  expect(refused.text).toContain("This short URL does not exist here.");
  expect(refused.text).toContain("&#60;script&#62;alert(1)");
  expect(refused.text.match(/<option[^>]* selected>/g)).toEqual(['<option value="spam" selected>']);
  expect(sent.status).toBe(200);
  expect((await list()).items).toContainEqual(
    expect.objectContaining({
      link_id: link.id,
      entries: [expect.objectContaining({ category: "malware", text: "It downloads a program", email: null })],
    }),
  );
});

test.each([
  ["de-AT", "de", "Einen Kurzlink melden", "Diesen Kurzlink gibt es hier nicht.", "Danke für Ihre Meldung"],
  ["fr", "fr", "Signaler un lien court", "Cette adresse courte n’existe pas ici.", "Merci de votre signalement"],
  ["es-419", "es", "Denunciar un enlace corto", "Esta dirección corta no existe aquí.", "Gracias por tu denuncia"],
  ["it", "en", "Report a short link", "This short URL does not exist here.", "Thank you for your report"],
])("the form speaks to a visitor with %s in %s", async (header, language, title, unknown, thanks) => {
  const headers = { "accept-language": header };
  const { short_url: url } = await aLink();

  const form = await fetch(api.url + reportFormPath, { headers });
  const refused = await submit({ url: "no-such-code", category: "spam" }, headers);
  const sent = await submit({ url, category: "spam" }, headers);

  const markup = await form.text();
  expect(form.headers.get("content-language")).toBe(language);
  expect(markup).toContain(`<html lang="${language}">`);
  expect(markup).toContain(`<h1>${title}</h1>`);
  expect(refused.text).toContain(unknown);
  expect(sent.text).toContain(`<h1>${thanks}</h1>`);
});

test.each([
  [{ category: "spam", url: "a b" }, "Enter the short URL that you opened"],
  [{ category: "", url: "abc" }, "Choose what is wrong with the link."],
  [{ category: "spam", url: "abc", text: "x".repeat(1_001) }, "The text may have at most 1,000 characters."],
  [{ category: "spam", url: "abc", email: "ann" }, "Enter an e-mail address such as ann@example.com"],
])("the form says what to change in %o", async (fields, message) => {
  const page = await submit(fields);

  expect(page.status).toBe(422);
  expect(page.text).toContain(message);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["another origin over plain HTTP", { "sec-fetch-site": "", origin: "https://evil.example" }],
])("the form refuses %s", async (_what, headers) => {
  const { short_code } = await aLink();

  expect((await submit({ url: short_code, category: "spam" }, headers)).status).toBe(403);
});

test.each([
  ["a wildcard", { short_code: "gh/*" }, "gh/shunt/docs.html?a=1"],
  ["a wildcard, as of its preview", { short_code: "hub/*" }, "hub/shunt+"],
  ["forward_path", { short_code: "guide", forward_path: "ignore" }, "guide/a/b"],
])("a report of a path behind a code is one of the link with %s", async (_kind, fields, path) => {
  const { id } = await aLink(fields);

  const { status } = await report({ url: `https://sho.rt/${path}`, category: "phishing" });

  const [{ id: reportId, link_id }] = (await list()).items;
  await close(reportId, "no_action");
  expect([status, link_id]).toEqual([204, id]);
});

test("a report of a path that no link takes is refused", async () => {
  const { short_code: code } = await aLink();

  expect((await report({ url: `https://sho.rt/${code}/a`, category: "phishing" })).status).toBe(404);
});
