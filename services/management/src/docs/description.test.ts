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
  ajv.addSchema({ $id: "openapi", ...refuseMore(description) });
});
afterAll(() => api.stop());

/** Answers may have more fields one day. Those of today are to be described, all of them. */
function refuseMore(document: object): object {
  return JSON.parse(JSON.stringify(document), (_key, value) =>
    value?.type === "object" && value.properties ? { additionalProperties: false, ...value } : value,
  );
}

/** Asks by the name of an operation, and holds the answer against its description. */
async function ask(id: OperationId, params: Record<string, string> = {}, body?: unknown) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const config = { headers, ...(id === "getQrCode" && { responseType: "arraybuffer" as const }) };
  const answer = await client[id]?.(params, body, config);
  if (!answer) throw new Error(`the client knows no ${id}`);
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

test("the description is one by the rules of OpenAPI 3.1", async () => {
  const validator = new Validator();

  const { valid, errors } = await validator.validate(structuredClone(description));

  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
});

test("whatever the description refers to is there, and all that is there is referred to", () => {
  const names = [...JSON.stringify(description).matchAll(/"\$ref":"(.*?)"/g)].map(match => match[1]);
  const components = Object.keys(description.components.schemas).map(name => `#/components/schemas/${name}`);

  expect([...new Set(names)].sort()).toEqual(components.sort());
});

test("a client made of the description makes an account, and links with it", async () => {
  const account = { email: "ann@example.com", password: "correct horse battery" };
  expect((await ask("registerUser", {}, account)).status).toBe(201);
  expect((await ask("registerUser", {}, account)).status).toBe(409);
  expect((await ask("listLinks")).status).toBe(401);
  token = (await ask("login", {}, account)).body.access_token;
  expect((await ask("getMe")).body.email).toBe(account.email);

  const created = await ask("createLink", {}, { original_url: "https://example.com/", tags: ["one"], folder: "home" });
  const { id, short_code } = created.body;
  expect(created.status).toBe(201);
  expect((await ask("createLink", {}, { original_url: "ftp://example.com/" })).status).toBe(422);
  expect((await ask("listLinks", { search: "example", tag: "one" })).body.items).toEqual([created.body]);
  expect((await ask("getLink", { id })).body).toEqual(created.body);
  expect((await ask("updateLink", { id }, { title: "Two" })).body.title).toBe("Two");
  expect((await ask("getAvailability", { alias: short_code })).body.is_available).toBe(false);
  expect((await ask("listFormerTargets", { id })).status).toBe(200);
  const png = await ask("getQrCode", { short_code, size: "200" });
  expect(Buffer.from(png.body).toString("latin1", 1, 4)).toBe("PNG");
  const svg = await ask("getQrCode", { short_code, format: "svg" });
  expect(Buffer.from(svg.body).toString()).toMatch(/^<svg/);

  expect((await ask("deleteLink", { id })).status).toBe(204);
  expect((await ask("getLink", { id })).status).toBe(404);
});

test("what is answered to one who reads is as it is described", async () => {
  token = (await api.signUp()).token;
  const { short_code } = (await ask("createLink", {}, { original_url: "https://example.com/" })).body;

  const answers = [
    await ask("createLinks", {}, [{ original_url: "https://example.com/2" }, { original_url: "no url" }]),
    await ask("listSessions"),
    await ask("listApiKeys"),
    await ask("getSummary", { short_code, days: "7" }),
    await ask("getSeries", { link: short_code, interval: "week", timezone: "Europe/Berlin" }),
    await ask("getBreakdown", { dimension: "country" }),
    await ask("getTopLinks"),
    await ask("getHeatMap"),
    await ask("compareLinks", { link: short_code }),
    await ask("listClickEvents"),
    await ask("exportClickEvents", { format: "ndjson" }),
    await ask("getHealth"),
  ];

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect((await ask("createApiKey", {}, { name: "key", scopes: ["read"] })).status).toBe(201);
  expect((await ask("listUsers")).status).toBe(403);
  expect((await ask("previewPage", {}, { url: "https://example.com/" })).status).toBe(422);
});

test("what is answered about posts is as it is described", async () => {
  token = (await api.signUp()).token;
  const { post_id } = (await ask("createPost", {}, { content: "https://example.com/" })).body;
  const { comment_id } = (await ask("createComment", { post_id }, { comment: "x" })).body;

  const answers = [
    await ask("getPost", { post_id }),
    await ask("likePost", { post_id }),
    await ask("listComments", { post_id }),
    await ask("readNewsFeed"),
    await ask("unlikePost", { post_id }),
    await ask("deleteComment", { post_id, comment_id }),
    await ask("deletePost", { post_id }),
    await ask("getPost", { post_id }),
    await ask("createPost", {}, { content: "http://localhost/" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204, 204, 204, 404, 422]);
});

test("health is described as it is told in trouble as well", async () => {
  await api.redis.kill();

  const { status, body } = await ask("getHealth");

  expect([status, body.redis]).toEqual([503, "error"]);
});
