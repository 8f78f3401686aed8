import { createLinkCache, createRedis, settled } from "@shunt/cache";
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
const add = ({ id }: { id: string }, body: object = {}, { token } = ann) =>
  api.call("POST", `${urls}/${id}/codes`, { body, token });
const remove = ({ id }: { id: string }, code: string, { token } = ann) =>
  api.call("DELETE", `${urls}/${id}/codes/${code}`, { token });

/** Where the caches say that a code leads; null for what they must ask the database about. */
async function cached(code: string, domainId = 1): Promise<string | undefined> {
  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const [link] = await createLinkCache(redis).findMany([{ domainId, code }]);
  redis.disconnect();
  return link?.url;
}

test("a link has several codes, and shows the primary one", async () => {
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

test("a change of the link is told of all its codes", async () => {
  const link = await makeLink({ custom_alias: "told-first" });
  await add(link, { custom_alias: "told-second" });
  expect(await cached("told-second")).toBe("https://example.com/");

  await api.call("PATCH", `${urls}/${link.id}`, { body: { original_url: "https://example.com/new" }, ...ann });
  expect([await cached("told-first"), await cached("told-second")]).toEqual(Array(2).fill("https://example.com/new"));

  await api.call("DELETE", `${urls}/${link.id}`, ann);
  expect([await cached("told-first"), await cached("told-second")]).toEqual([undefined, undefined]);
});

test("a code that is taken away leads nowhere, and may be another's", async () => {
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

test("whoever has read a link before its codes changed is told that it has changed", async () => {
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

test("the primary code stays, until another is", async () => {
  const link = await makeLink({ custom_alias: "main-code" });
  await add(link, { custom_alias: "side-code" });

  expect((await remove(link, "main-code")).body.code).toBe("primary-code");
  const made = await api.call("PATCH", `${urls}/${link.id}/codes/side-code`, { body: { is_primary: true }, ...ann });
  expect(made).toMatchObject({ status: 200, body: { short_code: "side-code", is_primary: true } });
  expect((await remove(link, "main-code")).status).toBe(204);
  expect(await codesOf(link)).toMatchObject([{ short_code: "side-code", is_primary: true }]);
});

test("a code of a link may be on another domain of the owner", async () => {
  await api.addDomain(ann.token, "more.example.com", { is_case_sensitive: false });
  const link = await makeLink({ custom_alias: "here" });

  const added = await add(link, { custom_alias: "There", domain: "more.example.com" });

  expect(added.body.short_url).toBe("https://more.example.com/there");
  expect((await add(link, { domain: "bobs.example.com" })).body.code).toBe("domain-not-found");
  expect((await remove(link, "there")).status).toBe(404);
  const path = `${urls}/${link.id}/codes/THERE?domain=more.example.com`;
  expect((await api.call("DELETE", path, ann)).status).toBe(204);
});

test("a code that somebody has is taken; of fifty who want one, one gets it", async () => {
  const links = await Promise.all(Array.from({ length: 50 }, () => makeLink()));

  const answers = await Promise.all(links.map(link => add(link, { custom_alias: "wanted" })));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === "alias-taken")).toHaveLength(49);
});

test("a link has fifty codes at most, however many are added at once", async () => {
  const link = await makeLink();

  const answers = await Promise.all(Array.from({ length: 55 }, () => add(link)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(49);
  expect(answers.filter(({ body }) => body.code === "too-many-codes")).toHaveLength(6);
});

test("nobody reads, adds or takes away the codes of another's link", async () => {
  const link = await makeLink();

  expect((await api.call("GET", `${urls}/${link.id}/codes`, bob)).body.code).toBe("link-not-found");
  expect((await add(link, {}, bob)).body.code).toBe("link-not-found");
  expect((await remove(link, link.short_code, bob)).body.code).toBe("link-not-found");
  expect((await api.call("POST", `${urls}/${link.id}/codes`, { body: {} })).status).toBe(401);
});

test.each([
  [{ custom_alias: "a" }, "/custom_alias"],
  [{ custom_alias: "admin" }, "/custom_alias"],
  [{ is_primary: "yes" }, "/is_primary"],
  [{ colour: "red" }, "/colour"],
])("%j is refused", async (body, pointer) => {
  expect(await add(await makeLink(), body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});
