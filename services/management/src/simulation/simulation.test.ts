import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const german = {
  name: "German",
  conditions: [{ fact: "language", operator: "equals", value: "de" }],
  url: "https://example.com/de",
};

async function aLink(settings: object = {}): Promise<{ id: string; short_code: string }> {
  return (await api.call("POST", urls, { body: { original_url, ...settings }, token })).body;
}
const simulate = (link: { id: string }, body: object, by = token) =>
  api.call("POST", `${urls}/${link.id}/simulate`, { body, token: by });

const toDestination = {
  outcome: "redirect",
  status: 302,
  location: original_url,
  rule: null,
  variant: null,
  class: "human",
  is_counted: true,
  warnings: [],
};

test("POST /urls/{id}/simulate returns the answer that a visitor would get, with the rule that decided", async () => {
  const link = await aLink({ rules: [german], redirect_status: 307 });

  expect((await simulate(link, {})).body).toMatchObject({ ...toDestination, status: 307 });
  expect((await simulate(link, { headers: { "Accept-Language": "de-AT" } })).body).toMatchObject({
    status: 307,
    location: german.url,
    rule: "German",
  });
  expect((await api.call("GET", `${urls}/${link.id}`, { token })).body.click_count).toBe(0);
});

test.each<[string, object, object]>([
  ["before its start", { at: "2030-01-01T00:00:00Z" }, { outcome: "inactive", status: 404, is_counted: false }],
  ["after its end", { at: "2040-01-01T00:00:00Z" }, { outcome: "expired", status: 410, location: null }],
  ["in between", { at: "2035-01-01T00:00:00Z" }, { ...toDestination }],
])("POST /urls/{id}/simulate answers for the time %s", async (_when, visit, answer) => {
  const link = await aLink({ starts_at: "2031-01-01T00:00:00Z", expires_at: "2039-01-01T00:00:00Z" });

  expect((await simulate(link, visit)).body).toMatchObject(answer);
});

test.each<[string, object, object]>([
  ["a HEAD request", { method: "HEAD" }, { class: "human", is_counted: false }],
  ["a crawler", { headers: { "User-Agent": "Googlebot/2.1" } }, { class: "bot", class_reason: "googlebot" }],
  ["a prefetch", { headers: { "Sec-Purpose": "prefetch" } }, { class: "prefetch", is_counted: false }],
])("POST /urls/{id}/simulate classifies %s", async (_who, visit, answer) => {
  expect((await simulate(await aLink(), visit)).body).toMatchObject({ outcome: "redirect", ...answer });
});

test("POST /urls/{id}/simulate takes the place of the visitor in place of an address", async () => {
  const europe = {
    conditions: [{ fact: "continent", operator: "equals", value: "EU" }],
    url: "https://example.com/eu",
  };
  const link = await aLink({ rules: [europe] });
  const locationFor = async (visit: object) => (await simulate(link, visit)).body.location;

  expect(await locationFor({ place: { country: "at" } })).toBe(europe.url);
  expect(await locationFor({ address: "81.2.69.142" })).toBe(europe.url);
  expect(await locationFor({ address: "81.2.69.142", place: { country: "US" } })).toBe(original_url);
  expect(await locationFor({})).toBe(original_url);
});

test("POST /urls/{id}/simulate tries out settings without saving them", async () => {
  const link = await aLink();
  const settings = { rules: [german], original_url: "https://example.com/new" };

  expect((await simulate(link, { settings })).body.location).toBe(settings.original_url);
  expect((await simulate(link, { settings, headers: { "accept-language": "de" } })).body.rule).toBe("German");
  expect((await simulate(link, {})).body.location).toBe(original_url);
});

test("POST /urls/{id}/simulate asks for the password of a locked link, unless the visitor has entered it", async () => {
  const link = await aLink({ password: "open sesame" });

  expect((await simulate(link, {})).body).toMatchObject({ outcome: "locked", status: 401, location: null });
  expect((await simulate(link, { is_unlocked: true })).body).toMatchObject(toDestination);
});

test("POST /urls/{id}/simulate answers the preview of a private link like that of an unknown code", async () => {
  const [open, hidden] = [await aLink(), await aLink({ is_public: false })];
  const preview = { view: "preview" };

  expect((await simulate(open, preview)).body).toMatchObject({ outcome: "preview", status: 200 });
  expect((await simulate(hidden, preview)).body).toMatchObject({ outcome: "missing", status: 404 });
  const settings = { is_public: false };
  expect((await simulate(open, { ...preview, settings })).body).toMatchObject({ outcome: "missing", status: 404 });
});

test("POST /urls/{id}/simulate uses the fallbacks of the domain", async () => {
  const host = "sim.ann.example";
  await api.addDomain(token, host);
  const link = await aLink({ domain: host, is_active: false });
  await api.call("PATCH", `/api/v1/domains/${host}`, { body: { not_found_url: "https://example.com/none" }, token });

  expect((await simulate(link, {})).body).toMatchObject({
    outcome: "inactive",
    status: 302,
    location: "https://example.com/none",
  });
});

test.each([
  ["/address", { address: "300.1.1.1" }],
  ["/place/country", { place: { country: "XY" } }],
  ["/headers/X-A", { headers: { "X-A": "a\r\nb" } }],
  ["/settings/rules/0/url", { settings: { rules: [{ ...german, url: "ftp://example.com/" }] } }],
  ["/settings/redirect_status", { settings: { redirect_status: 301, max_clicks: 3 } }],
  ["/settings/expires_at", { settings: { expires_at: "2020-01-01T00:00:00Z" } }],
  ["/settings/original_url", { settings: { placeholders: true, original_url: "https://example.com/{x}" } }],
  ["/visitor", { visitor: {} }],
])("POST /urls/{id}/simulate refuses a wrong value at %s", async (pointer, body) => {
  const answer = await simulate(await aLink(), body);

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].pointer).toBe(pointer);
});

test("POST /urls/{id}/simulate refuses settings with a destination that could not be saved", async () => {
  const settings = { fallback_url: "https://sho.rt/loop" };

  expect((await simulate(await aLink(), { settings })).body).toMatchObject({
    code: "target-refused",
    errors: [{ pointer: "/settings/fallback_url", detail: "must not lead to this service itself" }],
  });
});

test("POST /urls/{id}/simulate tries out a new password, and none", async () => {
  const [open, locked] = [await aLink(), await aLink({ password: "open sesame" })];

  expect((await simulate(open, { settings: { password: "new" } })).body.outcome).toBe("locked");
  expect((await simulate(locked, { settings: { title: "x" } })).body.outcome).toBe("locked");
  expect((await simulate(locked, { settings: { password: null } })).body.outcome).toBe("redirect");
});

test("POST /urls/{id}/simulate is for members of the workspace", async () => {
  const stranger = await api.signUp();

  expect((await simulate(await aLink(), {}, stranger.token)).body.code).toBe("link-not-found");
});

const germanPhones = {
  name: "German phones",
  conditions: [...german.conditions, { fact: "device", operator: "equals", value: "mobile" }],
  url: "https://example.com/phones",
};
const unreachable = {
  code: "unreachable",
  pointer: "/rules/1",
  message: 'Each visit that meets this rule meets the earlier rule "German" (/rules/0).',
};

test("links can have rules that never decide, and POST /urls/{id}/simulate warns of them", async () => {
  const link = await aLink({ rules: [german, germanPhones] });

  expect((await simulate(link, {})).body).toMatchObject({ ...toDestination, warnings: [unreachable] });
  expect((await simulate(link, { settings: { rules: [germanPhones, german] } })).body.warnings).toEqual([]);
  expect((await simulate(link, { settings: { rules: [{ ...german, url: original_url }] } })).body.warnings).toEqual([
    expect.objectContaining({ code: "same-result", pointer: "/rules/0" }),
  ]);
  expect((await simulate(link, { settings: { rules: null } })).body.warnings).toEqual([]);
});
