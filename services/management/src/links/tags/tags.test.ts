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

test("a link bears the tags it was given, sorted, each once whatever its case", async () => {
  const { status, body } = await make(["Spring", "ads", "spring", " mail "], ann.token);

  expect(status).toBe(201);
  expect(body.tags).toEqual(["ads", "mail", "Spring"]);
  expect((await api.call("GET", `${urls}/${body.id}`, { token: ann.token })).body.tags).toEqual(body.tags);
});

test("tags that are given replace those before, left out they stay, and null takes them off", async () => {
  const { body: link } = await make(["one", "two"], ann.token);

  expect((await change(link.id, { title: "A page" })).body.tags).toEqual(["one", "two"]);
  expect((await change(link.id, { tags: ["TWO", "three"] })).body.tags).toEqual(["three", "two"]);
  expect((await change(link.id, { tags: null })).body.tags).toEqual([]);
});

test("links are listed by tag, and nobody else's", async () => {
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

test("whoever reads another's public link does not see its tags", async () => {
  const { body: link } = await make(["secret project"], ann.token);

  expect((await api.call("GET", `${urls}/${link.id}`, { token: bob.token })).body).toMatchObject({
    id: link.id,
    tags: [],
  });
  expect((await api.call("GET", `${urls}/${link.id}`)).body).toMatchObject({ id: link.id, tags: [] });
});

test("without an account there are no tags", async () => {
  const { status, body } = await make(["one"]);

  expect(status).toBe(422);
  expect(body.errors).toEqual([{ pointer: "/tags", detail: "needs an account" }]);
});

test.each([
  ["one that is empty", [""]],
  ["one that is too long", ["x".repeat(51)]],
  ["too many", Array.from({ length: 31 }, (_, i) => `tag ${i}`)],
  ["no list", "one"],
  ["NUL", ["a\0b"]],
])("%s is refused", async (_name, tags) => {
  expect((await make(tags, ann.token)).status).toBe(422);
});

test("many links that bring the same new tags at once share them", async () => {
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
