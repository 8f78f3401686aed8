import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { codeNames } from "@shunt/contracts/links";
import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";

async function makeLink(fields: object = {}): Promise<{ id: string; short_code: string }> {
  const body = { original_url: "https://example.com/", ...fields };
  return (await api.call("POST", urls, { body, token: ann.token })).body;
}
const codesOf = async ({ id }: { id: string }) => (await api.call("GET", `${urls}/${id}/codes`, ann)).body.items;
const change = ({ id }: { id: string }, body: object, headers: Record<string, string> = {}) =>
  api.call("PATCH", `${urls}/${id}`, { body, headers, ...ann });
const add = ({ id }: { id: string }, body: object = {}, { token } = ann) =>
  api.call("POST", `${urls}/${id}/codes`, { body, token });
const remove = ({ id }: { id: string }, code: string, { token } = ann) =>
  api.call("DELETE", `${urls}/${id}/codes/${code}`, { token });

/** Undefined if the cache has no link. */
async function cached(code: string, domainId = 1): Promise<string | undefined> {
  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const [link] = await createLinkCache(redis).findMany([{ domainId, code }]);
  redis.disconnect();
  return link?.url;
}

test("addCode adds further codes, and the link shows the primary one", async () => {
  const link = await makeLink({ custom_alias: "first-code" });

  expect((await add(link, { custom_alias: "second-code" })).body).toMatchObject({
    short_code: "second-code",
    domain: null,
    short_url: "https://sho.rt/second-code",
    is_primary: false,
    is_custom: true,
  });
  expect((await add(link)).body).toMatchObject({ short_code: expect.stringMatching(/^\w{7}$/), is_custom: false });
  expect((await add(link, { custom_alias: "third-code", is_primary: true })).body.is_primary).toBe(true);

  expect((await codesOf(link)).map((each: { short_code: string }) => each.short_code)).toEqual([
    "third-code",
    "first-code",
    "second-code",
    expect.any(String),
  ]);
  expect((await api.call("GET", `${urls}/${link.id}`, ann)).body.short_code).toBe("third-code");
});

test("changing or deleting a link updates the cache for all its codes", async () => {
  const link = await makeLink({ custom_alias: "cached-first" });
  await add(link, { custom_alias: "cached-second" });
  expect(await cached("cached-second")).toBe("https://example.com/");

  await api.call("PATCH", `${urls}/${link.id}`, { body: { original_url: "https://example.com/new" }, ...ann });
  expect([await cached("cached-first"), await cached("cached-second")]).toEqual(
    Array(2).fill("https://example.com/new"),
  );

  await api.call("DELETE", `${urls}/${link.id}`, ann);
  expect([await cached("cached-first"), await cached("cached-second")]).toEqual([undefined, undefined]);
});

test("deleteCode removes a code from the cache and frees it for other accounts", async () => {
  const link = await makeLink();
  await add(link, { custom_alias: "passed-on" });

  expect((await remove(link, "passed-on")).status).toBe(204);

  expect(await cached("passed-on")).toBeUndefined();
  expect((await remove(link, "passed-on")).body.code).toBe("code-not-found");
  const next = await api.call("POST", urls, {
    body: { original_url: "https://bob.example/", custom_alias: "passed-on" },
    ...bob,
  });
  expect(next.status).toBe(201);
  expect(await cached("passed-on")).toBe("https://bob.example/");
});

test("adding a code changes the ETag of the link", async () => {
  const link = await makeLink();
  const etag = (await api.call("GET", `${urls}/${link.id}`, ann)).headers.get("etag") as string;
  await add(link);

  const answer = await api.call("PATCH", `${urls}/${link.id}`, {
    body: { title: "x" },
    headers: { "if-match": etag },
    ...ann,
  });

  expect(answer.status).toBe(412);
});

test("deleteCode rejects the primary code until another code is primary", async () => {
  const link = await makeLink({ custom_alias: "main-code" });
  await add(link, { custom_alias: "side-code" });

  expect((await remove(link, "main-code")).body.code).toBe("primary-code");
  const made = await api.call("PATCH", `${urls}/${link.id}/codes/side-code`, { body: { is_primary: true }, ...ann });
  expect(made).toMatchObject({ status: 200, body: { short_code: "side-code", is_primary: true } });
  expect((await remove(link, "main-code")).status).toBe(204);
  expect(await codesOf(link)).toMatchObject([{ short_code: "side-code", is_primary: true }]);
});

test("addCode adds a code on another domain of the owner", async () => {
  await api.addDomain(ann.token, "more.example.com", { is_case_sensitive: false });
  const link = await makeLink({ custom_alias: "here" });

  const added = await add(link, { custom_alias: "There", domain: "more.example.com" });

  expect(added.body.short_url).toBe("https://more.example.com/there");
  expect((await add(link, { domain: "bobs.example.com" })).body.code).toBe("domain-not-found");
  expect((await remove(link, "there")).status).toBe(404);
  const path = `${urls}/${link.id}/codes/THERE?domain=more.example.com`;
  expect((await api.call("DELETE", path, ann)).status).toBe(204);
});

test("one of fifty concurrent requests for the same code gets it", async () => {
  const links = await Promise.all(Array.from({ length: 50 }, () => makeLink()));

  const answers = await Promise.all(links.map(link => add(link, { custom_alias: "wanted" })));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === "alias-taken")).toHaveLength(49);
});

test("a link gets at most 50 codes, also from concurrent requests", async () => {
  const link = await makeLink();

  const answers = await Promise.all(Array.from({ length: 55 }, () => add(link)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(49);
  expect(answers.filter(({ body }) => body.code === "too-many-codes")).toHaveLength(6);
});

test("strangers cannot list, add or delete the codes of a link", async () => {
  const link = await makeLink();

  expect((await api.call("GET", `${urls}/${link.id}/codes`, bob)).body.code).toBe("link-not-found");
  expect((await add(link, {}, bob)).body.code).toBe("link-not-found");
  expect((await remove(link, link.short_code, bob)).body.code).toBe("link-not-found");
  expect((await api.call("POST", `${urls}/${link.id}/codes`, { body: {} })).status).toBe(401);
});

test.each([
  [{ custom_alias: "a" }, "/custom_alias"],
  [{ short_code: "admin" }, "/short_code"],
  [{ short_code: "one-code", alias: "another" }, "/alias"],
  [{ is_primary: "yes" }, "/is_primary"],
  [{ colour: "red" }, "/colour"],
])("addCode rejects %j", async (body, pointer) => {
  expect(await add(await makeLink(), body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

const namesOf = async (link: { id: string }) =>
  (await codesOf(link)).map((each: { short_code: string }) => each.short_code);

test.each(codeNames)(
  "PATCH /urls/{id} changes the code by %s, and the former code remains a further code",
  async name => {
    const link = await makeLink({ short_code: `former-${name}` });

    const changed = await change(link, { [name]: `new-${name}` });

    const code = `new-${name}`;
    expect(changed).toMatchObject({
      status: 200,
      body: { id: link.id, short_code: code, custom_alias: code, short_url: `https://sho.rt/${code}` },
    });
    expect(await namesOf(link)).toEqual([code, `former-${name}`]);
    const urlOf = async (of: string) => (await api.call("GET", `${urls}/${of}`, ann)).body.id;
    expect([await urlOf(code), await urlOf(`former-${name}`)]).toEqual([link.id, link.id]);
    expect([await cached(code), await cached(`former-${name}`)]).toEqual(Array(2).fill("https://example.com/"));
  },
);

test("PATCH /urls/{id} switches back to a former code, and keeps the code for its current value or null", async () => {
  const link = await makeLink({ short_code: "to-and-fro" });
  await change(link, { short_code: "and-back" });

  expect((await change(link, { short_code: "and-back" })).body.short_code).toBe("and-back");
  expect((await change(link, { short_code: null })).body.short_code).toBe("and-back");
  expect((await change(link, { short_code: "to-and-fro" })).body.short_code).toBe("to-and-fro");
  expect(await namesOf(link)).toEqual(["to-and-fro", "and-back"]);
});

test("PATCH /urls/{id} changes nothing if the new code is taken or the ETag is outdated", async () => {
  await makeLink({ short_code: "not-free" });
  const link = await makeLink({ short_code: "still-here" });

  const taken = await change(link, { short_code: "not-free", title: "changed" });
  const outdated = await change(link, { short_code: "too-late" }, { "if-match": '"1"' });

  expect([taken.status, taken.body.code]).toEqual([409, "alias-taken"]);
  expect(outdated.status).toBe(412);
  expect((await api.call("GET", `${urls}/${link.id}`, ann)).body).toMatchObject({
    short_code: "still-here",
    title: null,
  });
  expect(await namesOf(link)).toEqual(["still-here"]);
});

test("PATCH /urls/{id} gives the new code the domain of the link and its case", async () => {
  await api.addDomain(ann.token, "case.example.com", { is_case_sensitive: false });
  const link = await makeLink({ short_code: "lower", domain: "case.example.com" });

  const changed = await change(link, { short_code: "Upper" });

  expect(changed.body.short_url).toBe("https://case.example.com/upper");
  expect((await change(link, { short_code: "UPPER" })).body.short_code).toBe("upper");
});

test("PATCH /urls/{id} keeps the case of a new code on a case-sensitive domain", async () => {
  const link = await makeLink({ short_code: "all-lower" });

  expect((await change(link, { short_code: "Mixed-Case" })).body.short_url).toBe("https://sho.rt/Mixed-Case");
});

test("PATCH /urls/{id} chooses the code on the link's domain, not the same one on another domain", async () => {
  await api.addDomain(ann.token, "twin.example.com");
  const link = await makeLink({ short_code: "before-twin", other_codes: ["https://twin.example.com/twin"] });

  expect((await change(link, { short_code: "twin" })).body.short_url).toBe("https://sho.rt/twin");

  expect((await change(link, { short_code: "before-twin" })).body.short_url).toBe("https://sho.rt/before-twin");
  expect((await change(link, { short_code: "twin" })).body.short_url).toBe("https://sho.rt/twin");
  expect((await codesOf(link)).map((each: { short_url: string }) => each.short_url)).toEqual([
    "https://sho.rt/twin",
    "https://sho.rt/before-twin",
    "https://twin.example.com/twin",
  ]);
});

test("PATCH /urls/{id} adds no code to a blocked link", async () => {
  const link = await makeLink({ short_code: "is-blocked" });
  const moderator = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", moderator.id).execute();
  await db.destroy();
  const block = { body: { is_blocked: true, reason: "phishing" }, token: moderator.token };
  expect((await api.call("PATCH", `/api/v1/admin/urls/${link.id}`, block)).status).toBe(204);

  const changed = await change(link, { short_code: "gets-around" });

  expect([changed.status, changed.body.code]).toEqual([451, "link-blocked"]);
  expect(await namesOf(link)).toEqual(["is-blocked"]);
});

test("makePrimary changes the ETag of the link", async () => {
  const link = await makeLink({ short_code: "etag-before", other_codes: ["etag-after"] });
  const etagOf = async () => (await api.call("GET", `${urls}/${link.id}`, ann)).headers.get("etag");
  const before = await etagOf();

  await api.call("PATCH", `${urls}/${link.id}/codes/etag-after`, { body: { is_primary: true }, ...ann });

  expect(await namesOf(link)).toEqual(["etag-after", "etag-before"]);
  expect(await etagOf()).not.toBe(before);
});

test("PATCH /urls/{id} adds no code beyond 50", async () => {
  const link = await makeLink({ short_code: "first-of-fifty" });
  for (let count = 1; count < 50; count++) await add(link);

  const changed = await change(link, { short_code: "fifty-first" });

  expect([changed.status, changed.body.code]).toEqual([409, "too-many-codes"]);
});

test("a change of the code sends link.updated and adds an audit entry with both codes", async () => {
  const link = await makeLink({ short_code: "audited" });
  const hook = { url: "https://example.com/hook", events: ["link.updated"] };
  expect((await api.call("POST", "/api/v1/webhooks", { body: hook, ...ann })).status).toBe(201);

  await change(link, { short_code: "audited-too" });

  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const entries = await db
    .selectFrom("audit_log")
    .select(["action", "details"])
    .where("subject_id", "=", link.id)
    .execute();
  const events = await db.selectFrom("webhook_events").selectAll().execute();
  await db.destroy();
  expect(entries).toEqual([
    { action: "link.code-changed", details: { from: "audited", to: "audited-too", domain: null } },
  ]);
  expect(JSON.stringify(events)).toContain("audited-too");
});
