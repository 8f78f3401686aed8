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
const create = (body: object) => api.call("POST", urls, { body: { original_url, ...body }, token });

test("a link has the forwarding fields that it was created with, until null turns them off", async () => {
  const fields = { forward_query: "link_wins", forward_path: "append", placeholders: true, utm_source: "mail" };
  const { body: link } = await create(fields);
  const off = { forward_query: null, forward_path: null, placeholders: false, utm_source: null };
  const { body: plain } = await api.call("PATCH", `${urls}/${link.id}`, { body: off, token });

  expect(link).toMatchObject(fields);
  expect(plain).toMatchObject({ ...off, placeholders: null });
});

test.each<[string, object, string]>([
  ["an unknown way to forward", { forward_query: "always" }, "/forward_query"],
  ["an unknown treatment of paths", { forward_path: "keep" }, "/forward_path"],
  ["an empty UTM field", { utm_term: "" }, "/utm_term"],
  ["a UTM field of 256 characters", { utm_term: "x".repeat(256) }, "/utm_term"],
  [
    "an unknown placeholder in the path",
    { original_url: "https://example.com/{county}", placeholders: true },
    "/original_url",
  ],
  [
    "an unknown placeholder in the query",
    { original_url: "https://example.com/?a={query:}", placeholders: true },
    "/original_url",
  ],
  [
    "21 placeholders",
    { original_url: `https://example.com/#${"{os}".repeat(21)}`, placeholders: true },
    "/original_url",
  ],
  ["a placeholder in the host", { original_url: "https://{country}.example.com/" }, "/original_url"],
  ["a placeholder in the port", { original_url: "https://example.com:{1}/" }, "/original_url"],
  ["placeholders with a remembered status", { placeholders: true, redirect_status: 301 }, "/redirect_status"],
  [
    "an unknown placeholder of a rule",
    {
      placeholders: true,
      rules: [
        { conditions: [{ fact: "country", operator: "equals", value: "CH" }], url: "https://example.com/{nothing}" },
      ],
    },
    "/placeholders",
  ],
])("POST /urls refuses %s", async (_what, fields, pointer) => {
  const answer = await create(fields);

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("PATCH /urls/{id} refuses placeholders for a destination with other braces, which stays as it was", async () => {
  const { body: link } = await create({ original_url: "https://example.com/?q={x}" });

  const answer = await api.call("PATCH", `${urls}/${link.id}`, { body: { placeholders: true }, token });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/original_url" }] } });
  expect((await api.call("GET", `${urls}/${link.id}`, { token })).body).toMatchObject({
    original_url: "https://example.com/?q={x}",
    placeholders: null,
  });
});

test("a wildcard code can be given, read by name, and only once", async () => {
  const made = await create({
    short_code: "gh/*",
    original_url: "https://example.com/{1}",
    other_codes: ["team/gh/*"],
  });
  const again = await create({ short_code: "gh/*" });
  const byUrl = await api.call("GET", `${urls}/${encodeURIComponent("https://sho.rt/gh/*")}`, { token });
  const byCode = await api.call("GET", `${urls}/${encodeURIComponent("team/gh/*")}`, { token });

  expect(made).toMatchObject({ status: 201, body: { short_code: "gh/*", short_url: "https://sho.rt/gh/*" } });
  expect(again).toMatchObject({ status: 409, body: { code: "alias-taken" } });
  expect([byUrl.body.id, byCode.body.id]).toEqual([made.body.id, made.body.id]);
});

test.each(["*", "/*", "gh*", "gh/**", "gh/*/x", "*/gh", "api/*", "a/b/c/d/e/*", "ghé/*a"])(
  "POST /urls refuses the code %s",
  async short_code => {
    expect(await create({ short_code })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/short_code" }] } });
  },
);
