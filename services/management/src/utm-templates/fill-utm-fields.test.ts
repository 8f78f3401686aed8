import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
let template: { id: string; name: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
  template = (await send("POST", "/api/v1/utm-templates", { name: "Été", ...values })).body;
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const values = { utm_source: "mail", utm_medium: "email" };
const send = (method: string, path: string, body?: unknown, token?: string) =>
  api.call(method, path, { token: token ?? ann.token, ...(body !== undefined && { body }) });
const makeLink = async (fields: object = {}) => (await send("POST", urls, { original_url, ...fields })).body;
let count = 0;
const anId = () => `external-${++count}`;

type Outcome = { link: Record<string, unknown> } | { pointer: string | undefined };
type Request = (fields: Record<string, unknown>) => Promise<Outcome>;

const toOutcome = ({ body }: { body: { errors?: { pointer: string }[] } & Record<string, unknown> }): Outcome =>
  body.errors ? { pointer: body.errors[0]?.pointer } : { link: body };
/** For the first row of a bulk request. */
const toRowOutcome = async ({ body }: { body: { results: { id?: string; problem?: object }[] } }): Promise<Outcome> => {
  const [{ id, problem } = {}] = body.results;
  return id === undefined ? toOutcome({ body: { ...problem } }) : { link: (await send("GET", `${urls}/${id}`)).body };
};

/** Every request that takes a template. */
const requests: Record<string, Request> = {
  "POST /urls": async fields => toOutcome(await send("POST", urls, { original_url, ...fields })),
  "POST /urls with a tag": async fields =>
    toOutcome(await send("POST", urls, { original_url, tags: ["mail"], ...fields })),
  "PATCH /urls/{id}": async fields => toOutcome(await send("PATCH", `${urls}/${(await makeLink()).id}`, fields)),
  "PUT /urls/by-external-id/{external_id}, which creates": async fields =>
    toOutcome(await send("PUT", `${urls}/by-external-id/${anId()}`, { original_url, ...fields })),
  "PUT /urls/by-external-id/{external_id}, which changes": async fields => {
    const external_id = anId();
    await makeLink({ external_id });
    return toOutcome(await send("PUT", `${urls}/by-external-id/${external_id}`, fields));
  },
  "POST /urls/bulk": async fields => toRowOutcome(await send("POST", `${urls}/bulk`, [{ original_url, ...fields }])),
  "PATCH /urls/bulk": async fields =>
    toRowOutcome(await send("PATCH", `${urls}/bulk`, [{ id: (await makeLink()).id, ...fields }])),
  "POST /urls/import": async fields =>
    toRowOutcome(
      await api.call("POST", `${urls}/import`, {
        token: ann.token,
        headers: { "content-type": "text/csv" },
        body: `original_url,${Object.keys(fields)}\n${original_url},${Object.values(fields)}\n`,
      }),
    ),
};

test.each(Object.entries(requests))("%s fills the UTM fields from a template by its name or id", async (_, run) => {
  for (const utm_template of [template.name, "éTÉ", template.id, template.id.toUpperCase()])
    expect(await run({ utm_template })).toMatchObject({ link: { ...values, utm_campaign: null } });
});

test.each(Object.entries(requests))("%s keeps the UTM fields that it sets itself", async (_, run) => {
  const fields = { utm_template: template.name, utm_source: "shop", utm_term: "shoes" };

  expect(await run(fields)).toMatchObject({ link: { ...values, utm_source: "shop", utm_term: "shoes" } });
});

test.each(Object.entries(requests))("%s refuses an unknown template", async (_, run) => {
  const bob = await api.signUp();
  const { body: foreign } = await send("POST", "/api/v1/utm-templates", { name: "Bob's", ...values }, bob.token);

  for (const utm_template of ["no such template", crypto.randomUUID(), foreign.id])
    expect(await run({ utm_template }), utm_template).toEqual({ pointer: "/utm_template" });
});

test("a UTM field that the request sets to null stays empty, and utm_template null fills nothing", async () => {
  const withNull = await makeLink({ utm_template: template.id, utm_source: null });
  const without = await makeLink({ utm_template: null });

  expect(withNull).toMatchObject({ utm_source: null, utm_medium: "email" });
  expect(without).toMatchObject({ utm_source: null, utm_medium: null });
});

test("PATCH /urls/{id} keeps fields that the template does not have, and replaces those that it has", async () => {
  const { id } = await makeLink({ utm_source: "old", utm_campaign: "autumn" });
  const { body } = await send("PATCH", `${urls}/${id}`, { utm_template: template.id });

  expect(body).toMatchObject({ ...values, utm_campaign: "autumn" });
});

test("a link keeps its values when the template changes or is deleted", async () => {
  const { body: other } = await send("POST", "/api/v1/utm-templates", { name: "Short-lived", utm_source: "before" });
  const { id } = await makeLink({ utm_template: other.id });
  await send("PATCH", `/api/v1/utm-templates/${other.id}`, { utm_source: "after" });
  await send("DELETE", `/api/v1/utm-templates/${other.id}`);

  expect((await send("GET", `${urls}/${id}`)).body.utm_source).toBe("before");
});

test("POST /urls without an account refuses a template", async () => {
  const answer = await api.call("POST", urls, { body: { original_url, utm_template: template.id } });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/utm_template" }] } });
});

test("POST /urls/{id}/simulate tries out a template, and refuses an unknown one", async () => {
  const { id } = await makeLink();
  const simulate = (utm_template: string) => send("POST", `${urls}/${id}/simulate`, { settings: { utm_template } });

  expect((await simulate(template.name)).body.location).toBe(`${original_url}?utm_source=mail&utm_medium=email`);
  expect(await simulate("unknown")).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/settings/utm_template" }] },
  });
});

test("POST /urls/bulk refuses only the rows with an unknown template", async () => {
  const rows = [template.name, "unknown", undefined].map(utm_template => ({ original_url, utm_template }));
  const { body } = await send("POST", `${urls}/bulk`, rows);

  expect(body.results.map(({ status }: { status: number }) => status)).toEqual([201, 422, 201]);
});

test("a key for some domains may use a template", async () => {
  await api.addDomain(ann.token, "fill.example.com");
  const fields = { name: "k", scopes: ["read", "write"], domains: ["fill.example.com"] };
  const { key } = (await send("POST", "/api/v1/api-keys", fields)).body;
  const body = { original_url, domain: "fill.example.com", utm_template: template.id };

  expect((await send("POST", urls, body, key)).body).toMatchObject(values);
});
