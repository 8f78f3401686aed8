import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const views = "/api/v1/saved-views";
const search = { days: 90, country: ["AT", "DE"], bots: true };
const send = (method: string, path: string, body?: unknown, as = token) =>
  api.call(method, path, { token: as, ...(body !== undefined && { body }) });

test("POST /saved-views keeps the search parameters of a page, which GET lists by name and page", async () => {
  const { token: own } = await api.signUp();
  const { status, body } = await send("POST", views, { page: "clicks", name: " Austria ", search }, own);
  await send("POST", views, { page: "clicks", name: "all", search: {} }, own);
  await send("POST", views, { page: "links", name: "Austria", search: {} }, own);
  const list = await send("GET", `${views}?page=clicks`, undefined, own);

  expect(status).toBe(201);
  expect(body).toMatchObject({ page: "clicks", name: "Austria", search });
  expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(["all", "Austria"]);
  expect((await send("GET", views, undefined, own)).body.items).toHaveLength(3);
});

test.each<[string, object, string]>([
  ["of an unknown page", { page: "domains", name: "x", search }, "/page"],
  ["without a name", { page: "links", name: " ", search }, "/name"],
  ["with a parameter that is an object", { page: "links", name: "x", search: { a: {} } }, "/search/a"],
  ["with a NUL character", { page: "links", name: "x", search: { a: "\0" } }, "/search/a"],
  [
    "with too many characters",
    { page: "links", name: "x", search: { a: Array(9).fill("x".repeat(1_000)) } },
    "/search",
  ],
])("POST /saved-views refuses a view %s", async (_what, body, pointer) => {
  expect(await send("POST", views, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("PATCH /saved-views/{id} renames a view or replaces its parameters, and DELETE removes it", async () => {
  const { body } = await send("POST", views, { page: "links", name: "Old", search });
  await send("POST", views, { page: "links", name: "Taken", search });

  expect(await send("PATCH", `${views}/${body.id}`, { name: "New" })).toMatchObject({ body: { name: "New", search } });
  expect(await send("PATCH", `${views}/${body.id}`, { search: { q: "a" } })).toMatchObject({
    body: { name: "New", search: { q: "a" } },
  });
  expect(await send("PATCH", `${views}/${body.id}`, { name: "TAKEN" })).toMatchObject({
    status: 409,
    body: { code: "saved-view-name-taken" },
  });
  expect((await send("DELETE", `${views}/${body.id}`)).status).toBe(204);
  expect((await send("DELETE", `${views}/${body.id}`)).status).toBe(404);
});

test("another account cannot see, change or delete a view", async () => {
  const { body } = await send("POST", views, { page: "links", name: randomUUID(), search });
  const { token: other } = await api.signUp();

  expect((await send("GET", views, undefined, other)).body.items).toEqual([]);
  for (const [method, change] of [["PATCH", { name: "x" }], ["DELETE"]] as const)
    expect((await send(method, `${views}/${body.id}`, change, other)).body.code).toBe("saved-view-not-found");
});

test("an account has at most 100 saved views, also with concurrent requests", async () => {
  const { token: own } = await api.signUp();
  const create = () => send("POST", views, { page: "links", name: randomUUID(), search: {} }, own);
  const answers = await Promise.all(Array.from({ length: 104 }, create));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.find(({ status }) => status !== 201)?.body.code).toBe("too-many-saved-views");
});
