import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const make = (tags: unknown, token?: string) =>
  api.call("POST", urls, { body: { original_url, tags }, ...(token && { token }) });
const change = (id: string, body: object) => api.call("PATCH", `${urls}/${id}`, { body, token: ann.token });

test("createLink sorts tags and drops duplicates regardless of case", async () => {
  const { status, body } = await make(["Spring", "ads", "spring", " mail "], ann.token);

  expect(status).toBe(201);
  expect(body.tags).toEqual(["ads", "mail", "Spring"]);
  expect((await api.call("GET", `${urls}/${body.id}`, { token: ann.token })).body.tags).toEqual(body.tags);
});

test("updateLink replaces given tags, keeps omitted ones and removes all for null", async () => {
  const { body: link } = await make(["one", "two"], ann.token);

  expect((await change(link.id, { title: "A page" })).body.tags).toEqual(["one", "two"]);
  expect((await change(link.id, { tags: ["TWO", "three"] })).body.tags).toEqual(["three", "two"]);
  expect((await change(link.id, { tags: null })).body.tags).toEqual([]);
});

test("GET /urls?tag= lists the caller's links with one of the tags", async () => {
  const [tagged] = await Promise.all([
    make(["autumn"], ann.token),
    make(["winter"], ann.token),
    make(["autumn"], bob.token),
  ]);
  const both = await make(["autumn", "winter"], ann.token);

  const list = async (query: string) =>
    (await api.call("GET", `${urls}?${query}`, { token: ann.token })).body.items
      .map((link: { id: string }) => link.id)
      .sort();

  expect(await list("tag=AUTUMN")).toEqual([tagged.body.id, both.body.id].sort());
  expect(await list("tag=autumn&tag=winter")).toHaveLength(3);
  for (const query of ["tag=summer", "tag=autumn&tag=summer"]) {
    const answer = await api.call("GET", `${urls}?${query}`, { token: ann.token });
    expect(answer).toMatchObject({ status: 404, body: { code: "tag-not-found", detail: "You have no tag summer" } });
  }
});

test("GET /urls/{id} hides tags from strangers", async () => {
  const { body: link } = await make(["secret project"], ann.token);

  expect((await api.call("GET", `${urls}/${link.id}`, { token: bob.token })).body).toMatchObject({
    id: link.id,
    tags: [],
  });
  expect((await api.call("GET", `${urls}/${link.id}`)).body).toMatchObject({ id: link.id, tags: [] });
});

test("createLink rejects tags without an account", async () => {
  const { status, body } = await make(["one"]);

  expect(status).toBe(422);
  expect(body.errors).toEqual([{ pointer: "/tags", detail: "requires an account: sign in or use an API key" }]);
});

test.each([
  ["an empty tag", [""]],
  ["a tag of 51 characters", ["x".repeat(51)]],
  ["31 tags", Array.from({ length: 31 }, (_, i) => `tag ${i}`)],
  ["a string instead of an array", "one"],
  ["NUL in a tag", ["a\0b"]],
])("createLink rejects %s", async (_name, tags) => {
  expect((await make(tags, ann.token)).status).toBe(422);
});

test("concurrent links with the same new tags share them", async () => {
  const names = ["race a", "race b", "race c"];

  const made = await Promise.all(
    Array.from({ length: 30 }, (_, i) => make(i % 2 ? names : names.toReversed(), ann.token)),
  );

  expect(made.every(({ status, body }) => status === 201 && body.tags.length === 3)).toBe(true);
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const tags = await db.selectFrom("tags").select("name").where("name", "like", "race %").execute();
  await db.destroy();
  expect(tags).toHaveLength(3);
});
