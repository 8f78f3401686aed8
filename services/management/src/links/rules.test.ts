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
const inGermany = { fact: "country", operator: "equals", value: "de" };
const german = { conditions: [inGermany], url: "https://Example.com/de?a=b c" };

const create = (rules: unknown, more = {}) => api.call("POST", urls, { body: { original_url, rules, ...more }, token });

test("POST /urls stores rules in one form, with names, and PATCH null turns them off", async () => {
  const { status, body: link } = await create([
    { ...german, name: " rule 1 " },
    {
      conditions: [
        { fact: "weekday", operator: "in", value: ["sunday"] },
        { fact: "date", operator: "in", value: { from: "2027-01-31T09:00:00+03:00" } },
        { fact: "language", operator: "not_equals", value: "pt_BR" },
      ],
      status: 451,
    },
    { conditions: [{ fact: "query", key: "ref", operator: "exists" }], status: 404 },
  ]);

  expect(status).toBe(201);
  expect(link.rules).toEqual([
    { name: "rule 1", conditions: [{ ...inGermany, value: "DE" }], url: "https://example.com/de?a=b%20c" },
    {
      name: "rule 2",
      conditions: [
        { fact: "weekday", operator: "in", value: ["sunday"], time_zone: "UTC" },
        { fact: "date", operator: "in", value: { from: "2027-01-31T06:00:00.000Z" } },
        { fact: "language", operator: "not_equals", value: "pt-br" },
      ],
      status: 451,
    },
    { name: "rule 3", conditions: [{ fact: "query", key: "ref", operator: "exists" }], status: 404 },
  ]);
  const patch = (body: object) => api.call("PATCH", `${urls}/${link.id}`, { body, token });
  expect((await patch({ title: "Sale" })).body.rules).toEqual(link.rules);
  expect((await patch({ rules: link.rules })).body.rules).toEqual(link.rules);
  expect((await patch({ rules: null })).body.rules).toBeNull();
});

test("only members of the workspace read the rules of a public link", async () => {
  const { body: link } = await create([german]);
  const stranger = await api.signUp();

  const { body: seen } = await api.call("GET", `${urls}/${link.id}`, { token: stranger.token });

  expect(seen).toMatchObject({ original_url, rules: null });
});

const conditions = (...list: unknown[]) => [{ conditions: list, url: original_url }];

test.each<[string, unknown, string, string]>([
  ["text", "rules", "/rules", "must be a list"],
  ["no rule", [], "/rules", "must have at least 1 entry"],
  ["51 rules", Array.from({ length: 51 }, () => german), "/rules", "must have at most 50 entries"],
  ["no conditions", [{ conditions: [], url: original_url }], "/rules/0/conditions", "must have at least 1 entry"],
  ["21 conditions", conditions(...Array(21).fill(inGermany)), "/rules/0/conditions", "must have at most 20 entries"],
  ["no result", [{ conditions: [inGermany] }], "/rules/0", "needs one of url, split, status"],
  ["two results", [german, { ...german, status: 404 }], "/rules/1/status", "must be omitted with url"],
  ["status 302", [{ conditions: [inGermany], status: 302 }], "/rules/0/status", "must be one of 404, 410, 451"],
  [
    "a duplicate name",
    [
      { ...german, name: "a" },
      { ...german, name: "a" },
    ],
    "/rules/1/name",
    "is the name of another rule",
  ],
  [
    "a name that statistics use",
    [{ ...german, name: "NONE" }],
    "/rules/0/name",
    "must not be (other) or None, which are labels of statistics",
  ],
  [
    "a private destination",
    [{ ...german, url: "http://10.0.0.1/" }],
    "/rules/0/url",
    "must lead to the public internet",
  ],
  ["a script", [{ ...german, url: "javascript:alert(1)" }], "/rules/0/url", "must be an http or https URL"],
  ["an unknown field", [{ ...german, weight: 1 }], "/rules/0/weight", "is not a known field"],
  [
    "an unknown fact",
    conditions(inGermany, { fact: "mood", operator: "exists" }),
    "/rules/0/conditions/1/fact",
    "must be one of",
  ],
  ["no fact", conditions({ operator: "exists" }), "/rules/0/conditions/0/fact", "must be one of"],
  [
    "an operator of another fact",
    conditions({ ...inGermany, operator: "contains" }),
    "/rules/0/conditions/0/operator",
    'must be one of "equals"',
  ],
  ["a list with equals", conditions({ ...inGermany, value: ["DE"] }), "/rules/0/conditions/0/value", "must be text"],
  ["a text with in", conditions({ ...inGermany, operator: "in" }), "/rules/0/conditions/0/value", "must be a list"],
  [
    "a value with exists",
    conditions({ ...inGermany, operator: "exists" }),
    "/rules/0/conditions/0/value",
    "is not a known field",
  ],
  [
    "an unknown country",
    conditions({ ...inGermany, operator: "in", value: ["DE", "UK"] }),
    "/rules/0/conditions/0/value/1",
    "must be an ISO 3166-1 code",
  ],
  [
    "a bad address",
    conditions({ fact: "address", operator: "in", value: ["10.0.0.0/33"] }),
    "/rules/0/conditions/0/value/0",
    "must be an IP address",
  ],
  [
    "an unknown zone",
    conditions({ fact: "weekday", operator: "equals", value: "monday", time_zone: "Mars" }),
    "/rules/0/conditions/0/time_zone",
    "must be an IANA time zone",
  ],
  [
    "a window that ends first",
    conditions({ fact: "date", operator: "in", value: { from: "2027-01-02", until: "2027-01-01" } }),
    "/rules/0/conditions/0/value/until",
    "must be later than from",
  ],
  [
    "an empty window",
    conditions({ fact: "date", operator: "in", value: {} }),
    "/rules/0/conditions/0/value",
    "must have from, until or both",
  ],
  ["no key", conditions({ fact: "cookie", operator: "exists" }), "/rules/0/conditions/0/key", "is required"],
  [
    "too much text",
    Array.from({ length: 50 }, (_, i) => ({ ...german, url: `https://example.com/${i}${"x".repeat(1_400)}` })),
    "/rules",
    "must have at most 65536 characters",
  ],
])("POST /urls refuses rules with %s, with a pointer", async (_case, rules, pointer, detail) => {
  const { status, body } = await create(rules);

  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer }]);
  expect(body.errors[0].detail).toContain(detail);
});

test.each([
  ["redirect_status", { redirect_status: 301 }],
  ["redirect_status", { redirect_status: 308 }],
  ["cache_seconds", { cache_seconds: 5 }],
])("rules are refused with %s of %j, on create and on change", async (field, settings) => {
  const refused = { status: 422, body: { errors: [{ pointer: `/${field}` }] } };
  const { body: plain } = await api.call("POST", urls, { body: { original_url, ...settings }, token });
  const { body: link } = await create([german]);

  expect(await create([german], settings)).toMatchObject(refused);
  expect(await api.call("PATCH", `${urls}/${plain.id}`, { body: { rules: [german] }, token })).toMatchObject(refused);
  expect(await api.call("PATCH", `${urls}/${link.id}`, { body: settings, token })).toMatchObject(refused);
});

test("a destination of a rule is refused like that of the link", async () => {
  const host = `h-${crypto.randomUUID().slice(0, 8)}.example.com`;
  const toHost = [{ ...german, url: `https://${host}/loop` }];
  const refused = { status: 422, body: { code: "target-refused" } };
  const { body: link } = await create(toHost);
  await api.addDomain(token, host);

  expect(await create(toHost)).toMatchObject(refused);
  expect(await api.call("PATCH", `${urls}/${link.id}`, { body: { title: "x" }, token })).toMatchObject(refused);
  expect(await api.call("POST", `${urls}/${link.id}/codes`, { body: { domain: host }, token })).toMatchObject(refused);
});

test("CSV exports and imports rules, and names the row of a bad one", async () => {
  const from = await api.signUp();
  const { body: link } = await api.call("POST", urls, {
    body: { original_url, rules: [german], short_code: "rules-csv" },
    token: from.token,
  });
  const file = await fetch(`${api.url}${urls}/export`, { headers: { authorization: `Bearer ${from.token}` } });
  const text = await file.text();
  const importAs = (body: string, other: string) =>
    api.call("POST", `${urls}/import`, { body, token: other, headers: { "content-type": "text/csv" } });
  const to = await api.signUp();

  await importAs(text.replaceAll("rules-csv", "rules-csv-2"), to.token);
  const { body: bad } = await importAs(
    text.replaceAll("rules-csv", "rules-csv-3").replace("country", "planet"),
    to.token,
  );

  const { body: list } = await api.call("GET", urls, { token: to.token });
  expect(list.items).toMatchObject([{ short_code: "rules-csv-2", rules: link.rules }]);
  expect(JSON.stringify(bad)).toContain("/rules/0/conditions/0/fact");
});

test("a link with the most rules that fit is accepted", async () => {
  const rules = Array.from({ length: 50 }, () => ({
    conditions: Array.from({ length: 20 }, () => ({ fact: "os", operator: "equals", value: "iOS" })),
    status: 404,
  }));

  const { body } = await create(rules.slice(0, 49));

  expect(body.rules).toHaveLength(49);
  expect(body.rules[48].name).toBe("rule 49");
});
