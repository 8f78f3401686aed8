import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string; id: string };
let bob: { token: string; id: string };
beforeAll(async () => {
  api = await startTestApi();
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const target = "https://example.com/page?a=1#b";

async function makeLink(fields: object = {}, token: string | undefined = ann.token) {
  const answer = await api.call("POST", urls, { body: { original_url: target, ...fields }, ...(token && { token }) });
  expect(answer.status).toBe(201);
  return answer.body;
}

test("POST /urls creates a link with a random code", async () => {
  const answer = await api.call("POST", urls, { body: { original_url: target, title: "A page" }, token: ann.token });

  const { id, short_code } = answer.body;
  expect(answer).toMatchObject({
    status: 201,
    body: {
      original_url: target,
      short_code: expect.stringMatching(/^[2-9a-km-zA-HJ-NP-Z]{7}$/),
      custom_alias: null,
      title: "A page",
      short_url: `https://sho.rt/${short_code}`,
      owner_id: ann.id,
      is_active: true,
      is_public: true,
      redirect_status: 302,
      expires_at: null,
      click_count: 0,
    },
  });
  expect(answer.headers.get("location")).toBe(`${urls}/${id}`);
});

test("POST /urls creates a link with an alias, and one of twenty concurrent requests gets it", async () => {
  const claim = () =>
    api.call("POST", urls, { body: { original_url: target, custom_alias: "wanted" }, token: ann.token });

  const answers = await Promise.all(Array.from({ length: 20 }, claim));

  const [won] = answers.filter(({ status }) => status === 201);
  expect(won?.body).toMatchObject({ short_code: "wanted", custom_alias: "wanted" });
  expect(answers.filter(({ status, body }) => status === 409 && body.code === "alias-taken")).toHaveLength(19);
});

test("a link created without a token has no owner, and cannot be changed or deleted", async () => {
  const link = await makeLink({}, "");

  expect(link.owner_id).toBeNull();
  expect((await api.call("GET", `${urls}/${link.id}`)).status).toBe(200);
  expect((await api.call("PATCH", `${urls}/${link.id}`, { body: { title: "x" } })).status).toBe(401);
  expect((await api.call("DELETE", `${urls}/${link.id}`, { token: ann.token })).status).toBe(404);
});

test("POST /urls answers 401 for an invalid token", async () => {
  expect((await api.call("POST", urls, { body: { original_url: target }, token: "rubbish" })).status).toBe(401);
});

test("strangers cannot see a private link, and can read but not change a public one", async () => {
  const hidden = await makeLink({ is_public: false });
  const open = await makeLink();
  const asBob = (method: string, id: string, body?: object) =>
    api.call(method, `${urls}/${id}`, { token: bob.token, ...(body && { body }) });

  expect((await api.call("GET", `${urls}/${hidden.id}`, { token: ann.token })).status).toBe(200);
  for (const method of ["GET", "PATCH", "DELETE"])
    expect(await asBob(method, hidden.id, method === "PATCH" ? { title: "new" } : undefined), method).toMatchObject({
      status: 404,
      body: { code: "link-not-found" },
    });
  expect((await api.call("GET", `${urls}/${hidden.id}`)).status).toBe(404);
  expect((await asBob("GET", open.id)).status).toBe(200);
  expect((await asBob("PATCH", open.id, { title: "new" })).status).toBe(404);
  expect((await asBob("DELETE", open.id)).status).toBe(404);
  expect((await api.call("GET", `${urls}/${open.id}`)).body.title).toBeNull();
});

test.each([
  ["before its start", { starts_at: "2040-01-01T00:00:00Z" }],
  ["while it is inactive", { is_active: false }],
])("a public link is not found by strangers %s, and is read by its owner", async (_when, fields) => {
  const link = await makeLink(fields);

  for (const caller of [{ token: bob.token }, {}])
    for (const name of [link.id, link.short_code])
      expect(await api.call("GET", `${urls}/${name}`, caller)).toMatchObject({
        status: 404,
        body: { code: "link-not-found" },
      });
  expect((await api.call("GET", `${urls}/${link.id}`, { token: ann.token })).status).toBe(200);
});

test("PATCH /urls/{id} changes the given fields, clears null ones and keeps the rest", async () => {
  const link = await makeLink({ title: "Old", expires_at: "2030-01-01T00:00:00Z", redirect_status: 301 });

  const changed = await api.call("PATCH", `${urls}/${link.id}`, {
    token: ann.token,
    body: { original_url: "https://new.example/", title: null },
  });

  expect(changed).toMatchObject({
    status: 200,
    body: {
      original_url: "https://new.example/",
      title: null,
      expires_at: "2030-01-01T00:00:00.000Z",
      redirect_status: 301,
    },
  });
  expect((await api.call("GET", `${urls}/${link.id}`, { token: ann.token })).body).toEqual(changed.body);
});

test("DELETE /urls/{id} deletes a link and frees its alias", async () => {
  const link = await makeLink({ custom_alias: "come-and-go" });

  expect((await api.call("DELETE", `${urls}/${link.id}`, { token: ann.token })).status).toBe(204);

  expect((await api.call("GET", `${urls}/${link.id}`)).body.code).toBe("link-not-found");
  expect((await api.call("DELETE", `${urls}/${link.id}`, { token: ann.token })).status).toBe(404);
  await makeLink({ custom_alias: "come-and-go" });
});

test("GET /urls pages, searches, filters and sorts the caller's links", async () => {
  const { token } = await api.signUp();
  for (const title of ["Alpha", "Beta 100%", "Gamma"]) await makeLink({ title, is_active: title !== "Gamma" }, token);
  const list = async (query: string) => (await api.call("GET", `${urls}?${query}`, { token })).body;
  const titles = async (query: string) => (await list(query)).items.map((item: { title: string }) => item.title);

  expect(await list("size=2")).toMatchObject({ total: 3, page: 1, size: 2, pages: 2 });
  expect(await titles("size=2")).toEqual(["Gamma", "Beta 100%"]);
  expect(await titles("size=2&page=2")).toEqual(["Alpha"]);
  expect(await titles("sort=created_at")).toEqual(["Alpha", "Beta 100%", "Gamma"]);
  expect(await titles("search=bet")).toEqual(["Beta 100%"]);
  expect(await titles("search=100%25")).toEqual(["Beta 100%"]);
  expect(await titles("search=%25a")).toEqual([]);
  expect(await titles("is_active=false")).toEqual(["Gamma"]);
});

test.each([
  ["an empty body", {}, "/original_url"],
  ["a wrong type", { original_url: 5 }, "/original_url"],
  ["a javascript: URL", { original_url: "javascript:alert(1)" }, "/original_url"],
  ["a private address", { original_url: "http://0x7f.1:6379/" }, "/original_url"],
  ["a private address as fallback_url", { original_url: target, fallback_url: "http://[::1]/" }, "/fallback_url"],
  ["a URL of 100 kB", { original_url: `https://example.com/${"a".repeat(100_000)}` }, "/original_url"],
  ["NUL in a URL", { original_url: "https://example.com/\0" }, "/original_url"],
  ["a lone surrogate", { original_url: target, title: "\ud800" }, "/title"],
  ["an unknown field", { original_url: target, colour: "red" }, "/colour"],
  ["a short alias", { original_url: target, custom_alias: "ab" }, "/custom_alias"],
  ["an alias with an empty segment", { original_url: target, custom_alias: "a//c" }, "/custom_alias"],
  ["a reserved alias", { original_url: target, custom_alias: "API" }, "/custom_alias"],
  ["a status that is not a redirect", { original_url: target, redirect_status: 200 }, "/redirect_status"],
  ["a date that does not exist", { original_url: target, expires_at: "2026-02-30T00:00:00Z" }, "/expires_at"],
  [
    "an expiry before the start",
    { original_url: target, starts_at: "2030-01-02T00:00:00Z", expires_at: "2030-01-01T00:00:00Z" },
    "/expires_at",
  ],
])("POST /urls rejects %s, points to the field and creates nothing", async (_name, body, pointer) => {
  const { token } = await api.signUp();

  const answer = await api.call("POST", urls, { body, token });

  expect(answer).toMatchObject({ status: 422, body: { code: "validation-failed", errors: [{ pointer }] } });
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect((await api.call("GET", urls, { token })).body.total).toBe(0);
});

test.each(["https://sho.rt/abc", "http://sho.rt./abc", "https://Links.Example/x", "https://links.example./x"])(
  "POST and PATCH /urls reject a destination on a domain of short links: %s",
  async url => {
    const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
    await db
      .insertInto("domains")
      .values({ host: "links.example" })
      .onConflict(conflict => conflict.doNothing())
      .execute();
    await db.destroy();
    const link = await makeLink();

    const made = await api.call("POST", urls, { body: { original_url: url } });
    const changed = await api.call("PATCH", `${urls}/${link.id}`, { body: { fallback_url: url }, token: ann.token });

    expect(made).toMatchObject({ status: 422, body: { code: "target-refused" } });
    expect(changed).toMatchObject({ status: 422, body: { code: "target-refused" } });
  },
);

test("POST /urls answers 422 without a body", async () => {
  const answer = await api.call("POST", urls);

  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "", detail: "a body is required, as application/json" }] },
  });
});

test.each([
  ["malformed JSON", "{", {}, 400, "malformed-json"],
  ["an array", "[]", {}, 422, "validation-failed"],
  ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported-media-type"],
  ["a body above the size limit", JSON.stringify("x".repeat(300_000)), {}, 413, "body-too-large"],
  ["an unknown charset", "{}", { "content-type": "application/json; charset=koi8-r" }, 415, "unsupported-media-type"],
])("POST /urls rejects %s", async (_name, body, headers, status, code) => {
  expect(await api.call("POST", urls, { body, headers })).toMatchObject({ status, body: { code } });
});

test.each([
  ["/api/v1/urls/not-a-uuid", 404, "link-not-found"],
  ["/api/v1/urls/nothing%20at%20all", 422, "validation-failed"],
  ["/api/v1/urls/01a1fb6f-b333-7117-b1e7-8f91c9f609cf", 404, "link-not-found"],
  ["/api/v1/urls/%E0%A4%A", 400, "malformed-request"],
  ["/api/v1/nothing", 404, "not-found"],
])("GET %s answers %i %s", async (path, status, code) => {
  expect(await api.call("GET", path, { token: ann.token })).toMatchObject({ status, body: { code } });
});

test("GET /urls rejects invalid and unknown parameters", async () => {
  for (const query of ["page=0", "size=101", "size=x", "sort=colour", "colour=red"]) {
    expect((await api.call("GET", `${urls}?${query}`, { token: ann.token })).status, query).toBe(422);
  }
});
