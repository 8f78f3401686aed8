import { codeNames } from "@shunt/contracts/links";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
let count = 0;
const aCode = () => `code-${++count}`;
const send = (method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: ann.token, ...(body !== undefined && { body }) });
const importCsv = (header: string, row: string) =>
  api.call("POST", `${urls}/import`, {
    token: ann.token,
    headers: { "content-type": "text/csv" },
    body: `original_url,${header}\n${original_url},${row}\n`,
  });
const makeLink = async () => (await send("POST", urls, { original_url, short_code: aCode() })).body;

type Fields = Record<string, string>;

/** Every request that takes a code in its body. Returns the code that the link got, or the pointer of the refused field. */
const requests: Record<string, (fields: Fields) => Promise<unknown>> = {
  "POST /urls": async fields => toResult(await send("POST", urls, { original_url, ...fields })),
  "PATCH /urls/{id}": async fields => toResult(await send("PATCH", `${urls}/${(await makeLink()).id}`, fields)),
  "POST /urls/{id}/codes": async fields =>
    toResult(await send("POST", `${urls}/${(await makeLink()).id}/codes`, fields)),
  "PUT /urls/by-external-id/{external_id}, which creates": async fields =>
    toResult(await send("PUT", `${urls}/by-external-id/${aCode()}`, { original_url, ...fields })),
  "PUT /urls/by-external-id/{external_id}, which changes": async fields => {
    const path = `${urls}/by-external-id/${aCode()}`;
    await send("PUT", path, { original_url });
    return toResult(await send("PUT", path, fields));
  },
  "POST /urls/bulk": async fields => toRowResult(await send("POST", `${urls}/bulk`, [{ original_url, ...fields }])),
  "PATCH /urls/bulk": async fields =>
    toRowResult(await send("PATCH", `${urls}/bulk`, [{ id: (await makeLink()).short_code, ...fields }])),
};

const toResult = ({ body }: { body: { short_code?: string; errors?: { pointer: string }[] } }) =>
  body.short_code ?? body.errors?.[0]?.pointer;
const toRowResult = ({ body }: { body: { results: { short_code?: string; problem?: object }[] } }) => {
  const [{ short_code, problem } = {}] = body.results;
  return toResult({ body: { ...(short_code !== undefined && { short_code }), ...problem } });
};

test.each(Object.entries(requests))("%s takes the code under each name", async (_request, run) => {
  for (const name of codeNames) {
    const code = aCode();
    expect(await run({ [name]: code }), name).toBe(code);
  }
});

test.each(Object.entries(requests))("%s rejects two different codes", async (_request, run) => {
  expect(await run({ short_code: aCode(), custom_alias: aCode() })).toBe("/custom_alias");
});

test("POST /urls/import takes the code in a column of each name, and rejects two such columns", async () => {
  for (const name of codeNames) {
    const code = aCode();
    expect(toRowResult(await importCsv(name, code)), name).toBe(code);
  }
  expect(toRowResult(await importCsv("short_code", "a"))).toBe("/short_code");
  const both = await importCsv("short_code,alias", "one-code,two-code");
  expect(both.body.errors[0].detail).toBe("has more than one column for short_code: short_code, alias");
});

test.each(codeNames)("GET /urls/availability and analytics take the code as ?%s", async name => {
  const { short_code } = await makeLink();

  const availability = await send("GET", `${urls}/availability?${name}=${short_code}`);
  const series = await send("GET", `/api/v1/analytics/series?${name}=${short_code}`);
  const unknown = await send("GET", `/api/v1/analytics/series?${name}=no-such-code`);

  expect(availability.body).toMatchObject({ short_code, alias: short_code, is_available: false });
  expect([series.status, unknown.status]).toEqual([200, 404]);
});
