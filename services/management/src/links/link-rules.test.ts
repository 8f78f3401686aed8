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
const card = { title: 'Sale, "new"', description: null, image_url: "https://cdn.example/a.png", image_width: 1_200 };
const rules = { cache_seconds: 30, referrer_policy: "no-referrer", card } as const;

test("a link has the behaviours that it was created with, until null turns them off", async () => {
  const { body: link } = await api.call("POST", urls, { body: { original_url, ...rules }, token });
  expect(link).toMatchObject(rules);

  const { body: kept } = await api.call("PATCH", `${urls}/${link.id}`, { body: { title: "Sale" }, token });
  expect(kept).toMatchObject(rules);

  const { body: off } = await api.call("PATCH", `${urls}/${link.id}`, { body: { cache_seconds: null }, token });
  expect(off).toMatchObject({ cache_seconds: null, referrer_policy: "no-referrer" });
});

test("bulk requests and upserts set behaviours", async () => {
  const { body: bulk } = await api.call("POST", `${urls}/bulk`, { body: [{ original_url, ...rules }], token });
  const { body: made } = await api.call("GET", `${urls}/${bulk.results[0].id}`, { token });
  expect(made).toMatchObject(rules);

  const { body: link } = await api.call("PUT", `${urls}/by-external-id/ruled`, {
    body: { original_url, ...rules },
    token,
  });
  expect(link).toMatchObject(rules);
});

test.each([
  ["cache_seconds", -1],
  ["cache_seconds", 86_401],
  ["referrer_policy", "never"],
])("POST /urls refuses %s %j with a pointer to the field", async (field, value) => {
  const answer = await api.call("POST", urls, { body: { original_url, [field]: value }, token });

  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer: `/${field}` }]);
});

test.each([
  ["without a title", { description: "x" }, "/card/title"],
  ["with an unknown field", { title: "x", url: "https://example.com/" }, "/card/url"],
  ["with a picture that is no URL", { title: "x", image_url: "data:image/png;base64,AA" }, "/card/image_url"],
  ["with a title of blanks", { title: " \u200b " }, "/card/title"],
  ["with a picture without width", { title: "x", image_width: 0 }, "/card/image_width"],
])("POST /urls refuses a card %s with a pointer to the element", async (_which, wrong, pointer) => {
  const answer = await api.call("POST", urls, { body: { original_url, card: wrong }, token });

  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer }]);
});

test("an exported file brings the behaviours back", async () => {
  const from = await api.signUp();
  await api.call("POST", urls, { body: { original_url, ...rules, short_code: "ruled-export" }, token: from.token });
  const file = await fetch(`${api.url}${urls}/export`, { headers: { authorization: `Bearer ${from.token}` } });
  const body = (await file.text()).replaceAll("ruled-export", "ruled-import");
  const to = await api.signUp();

  await api.call("POST", `${urls}/import`, { body, token: to.token, headers: { "content-type": "text/csv" } });

  const { body: list } = await api.call("GET", urls, { token: to.token });
  expect(list.items).toMatchObject([{ short_code: "ruled-import", ...rules }]);
});
