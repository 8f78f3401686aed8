import { Validator } from "@seriousme/openapi-schema-validator";
import type { OpenApiDescription } from "@shunt/contracts/openapi";
import { operations } from "@shunt/contracts/operations";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { OpenAPIClientAxios, type OpenAPIV3_1, type UnknownOperationMethods } from "openapi-client-axios";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

type OperationId = keyof typeof operations;

let api: TestApi;
let description: OpenApiDescription;
let client: UnknownOperationMethods;
let ajv: Ajv2020;
let token: string | undefined;
beforeAll(async () => {
  api = await startTestApi();
  description = (await api.call("GET", "/openapi.json")).body;
  const axios = new OpenAPIClientAxios({
    definition: structuredClone(description) as unknown as OpenAPIV3_1.Document,
    withServer: { url: api.url },
    axiosConfigDefaults: { validateStatus: null },
  });
  client = (await axios.init()) as unknown as UnknownOperationMethods;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "openapi", ...rejectFurtherFields(description) });
});
afterAll(() => api.stop());

/** Rejects undescribed fields, so that the test finds responses with more fields than their schema. */
function rejectFurtherFields(document: object): object {
  return JSON.parse(JSON.stringify(document), (_key, value) =>
    value?.type === "object" && value.properties ? { additionalProperties: false, ...value } : value,
  );
}

/** Calls an operation by name and checks the response against the description. */
async function call(id: OperationId, params: Record<string, string> = {}, body?: unknown) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const config = { headers, ...(id === "getQrCode" && { responseType: "arraybuffer" as const }) };
  const answer = await client[id]?.(params, body, config);
  if (!answer) throw new Error(`the client has no operation ${id}`);
  const { method, path } = operations[id];
  const described = description.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method]?.responses[answer.status];
  expect(described, `${id} ${answer.status}`).toBeDefined();
  const type = String(answer.headers["content-type"] ?? "").split(";")[0] ?? "";
  expect(Object.keys(described?.content ?? { "": {} }), `${id} ${answer.status}`).toContain(type);
  if (type.endsWith("json")) validate(answer.data, [path, method, answer.status, type]);
  return { status: answer.status, headers: answer.headers, body: answer.data };
}

function validate(data: unknown, [path, method, status, type]: [string, string, number, string]): void {
  const steps = ["paths", path.replace(/:(\w+)/g, "{$1}"), method, "responses", status, "content", type, "schema"];
  const pointer = steps.map(step => encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1")));
  const isValid = ajv.validate({ $ref: `openapi#/${pointer.join("/")}` }, data);
  expect(isValid ? [] : ajv.errors, `${method} ${path} ${status}`).toEqual([]);
}

test("/openapi.json is valid OpenAPI 3.1", async () => {
  const validator = new Validator();

  const { valid, errors } = await validator.validate(structuredClone(description));

  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
});

test("/openapi.json defines exactly the schemas that it refers to", () => {
  const names = [...JSON.stringify(description).matchAll(/"\$ref":"(#\/components\/schemas\/.*?)"/g)].map(
    ([, name]) => name,
  );
  const components = Object.keys(description.components.schemas).map(name => `#/components/schemas/${name}`);

  expect([...new Set(names)].sort()).toEqual(components.sort());
});

test("a generated client creates an account and links", async () => {
  const account = { email: "ann@example.com", password: "correct horse battery" };
  expect((await call("registerUser", {}, account)).status).toBe(201);
  expect((await call("registerUser", {}, account)).status).toBe(409);
  expect((await call("listLinks")).status).toBe(401);
  token = (await call("login", {}, account)).body.access_token;
  expect((await call("getMe")).body.email).toBe(account.email);

  const created = await call("createLink", {}, { original_url: "https://example.com/", tags: ["one"], folder: "home" });
  const { claim: _, ...link } = created.body;
  const { id, short_code } = link;
  expect(created.status).toBe(201);
  expect((await call("createLink", {}, { original_url: "ftp://example.com/" })).status).toBe(422);
  expect((await call("listLinks", { search: "example", tag: "one" })).body.items).toEqual([link]);
  expect((await call("getLink", { id })).body).toEqual(link);
  expect((await call("updateLink", { id }, { title: "Two" })).body.title).toBe("Two");
  expect((await call("getAvailability", { alias: short_code })).body.is_available).toBe(false);
  expect((await call("listFormerTargets", { id })).status).toBe(200);
  const png = await call("getQrCode", { short_code, size: "200" });
  expect(Buffer.from(png.body).toString("latin1", 1, 4)).toBe("PNG");
  const svg = await call("getQrCode", { short_code, format: "svg" });
  expect(Buffer.from(svg.body).toString()).toMatch(/^<svg/);

  expect((await call("deleteLink", { id })).status).toBe(204);
  expect((await call("getLink", { id })).status).toBe(404);
});

test("responses of reading operations match the description", async () => {
  token = (await api.signUp()).token;
  const { short_code } = (await call("createLink", {}, { original_url: "https://example.com/" })).body;

  const answers = [
    await call("createLinks", {}, [{ original_url: "https://example.com/2" }, { original_url: "no url" }]),
    await call("listSessions"),
    await call("listApiKeys"),
    await call("getSummary", { short_code, days: "7" }),
    await call("getSeries", { link: short_code, interval: "week", timezone: "Europe/Berlin" }),
    await call("getBreakdown", { dimension: "country" }),
    await call("getTopLinks"),
    await call("getHeatMap"),
    await call("compareLinks", { link: short_code }),
    await call("listClickEvents"),
    await call("exportClickEvents", { format: "ndjson" }),
    await call("getHealth"),
  ];

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect((await call("createApiKey", {}, { name: "key", scopes: ["read"] })).status).toBe(201);
  expect((await call("listUsers")).status).toBe(403);
  expect((await call("previewPage", {}, { url: "https://example.com/" })).status).toBe(422);
});

test("responses about posts match the description", async () => {
  token = (await api.signUp()).token;
  const { post_id } = (await call("createPost", {}, { content: "https://example.com/" })).body;
  const { comment_id } = (await call("createComment", { post_id }, { comment: "x" })).body;

  const answers = [
    await call("getPost", { post_id }),
    await call("likePost", { post_id }),
    await call("listComments", { post_id }),
    await call("readNewsFeed"),
    await call("unlikePost", { post_id }),
    await call("deleteComment", { post_id, comment_id }),
    await call("deletePost", { post_id }),
    await call("getPost", { post_id }),
    await call("createPost", {}, { content: "http://localhost/" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204, 204, 204, 404, 422]);
});

test("GET /api/v1/health matches the description when Redis is unavailable", async () => {
  await api.redis.kill();

  const { status, body } = await call("getHealth");

  expect([status, body.redis]).toEqual([200, "error"]);
});
