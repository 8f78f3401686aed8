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
const split = {
  variants: [{ url: "https://Example.com/a" }, { name: "Blue", url: "https://example.com/b", weight: 3 }],
};
const stored = {
  variants: [
    { name: "variant 1", url: "https://example.com/a", weight: 1 },
    { name: "Blue", url: "https://example.com/b", weight: 3 },
  ],
};

const create = (more: object) => api.call("POST", urls, { body: { original_url, ...more }, token });

test("POST /urls stores a split with names and weights, and PATCH null turns it off", async () => {
  const { status, body: link } = await create({ split });

  expect([status, link.split]).toEqual([201, stored]);
  const patch = (body: object) => api.call("PATCH", `${urls}/${link.id}`, { body, token });
  expect((await patch({ title: "Sale" })).body.split).toEqual(stored);
  const ended = { ...stored, ends_at: "2026-12-01T00:00:00.000Z", winner: "Blue" };
  expect((await patch({ split: { ...link.split, ends_at: "2026-12-01", winner: "Blue" } })).body.split).toEqual(ended);
  expect((await patch({ split: null })).body.split).toBeNull();
});

test("only members of the workspace read the split of a public link", async () => {
  const { body: link } = await create({ split });
  const stranger = await api.signUp();

  const { body: seen } = await api.call("GET", `${urls}/${link.id}`, { token: stranger.token });

  expect(seen).toMatchObject({ original_url, split: null });
});

test.each([
  ["one variant", { split: { variants: [{ url: original_url }] } }, "/split/variants"],
  ["a bad URL", { split: { variants: [{ url: original_url }, { url: "example" }] } }, "/split/variants/1/url"],
  ["a status that browsers remember", { split, redirect_status: 308 }, "/redirect_status"],
  ["a caching time", { split, cache_seconds: 60 }, "/cache_seconds"],
])("POST /urls refuses a split with %s", async (_name, fields, pointer) => {
  const { status, body } = await create(fields);

  expect([status, body.errors?.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]]);
});

test("a variant must not lead to this service itself", async () => {
  const { body: link } = await create({});
  const looping = { variants: [{ url: original_url }, { url: link.short_url }] };

  const created = await create({ split: looping });
  const patched = await api.call("PATCH", `${urls}/${link.id}`, { body: { split: looping }, token });

  expect([created, patched]).toMatchObject(Array(2).fill({ status: 422, body: { code: "target-refused" } }));
});
