import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: { token: string; id: string };
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await api.signUp();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const templates = "/api/v1/utm-templates";
const send = (method: string, path: string, body?: unknown, token = ann.token) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });
let count = 0;
const aName = () => `Template ${++count}`;
const aTemplate = async (fields: object = { utm_source: "mail" }) =>
  (await send("POST", templates, { name: aName(), ...fields })).body;

test("POST /utm-templates creates a template, which GET returns alone and in the list by name", async () => {
  const { token } = await api.signUp();
  const { status, headers, body } = await send("POST", templates, { name: " news ", utm_source: "mail" }, token);
  await send("POST", templates, { name: "Ads", utm_medium: "cpc", utm_term: null }, token);
  const list = await send("GET", templates, undefined, token);

  expect(status).toBe(201);
  expect(headers.get("location")).toBe(`${templates}/${body.id}`);
  expect(body).toMatchObject({
    name: "news",
    utm_source: "mail",
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
  });
  expect((await send("GET", `${templates}/${body.id}`, undefined, token)).body).toEqual(body);
  expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(["Ads", "news"]);
});

test.each<[string, object, string]>([
  ["without a name", { utm_source: "mail" }, "/name"],
  ["with an empty name", { name: " ", utm_source: "mail" }, "/name"],
  ["with a name of 51 characters", { name: "x".repeat(51), utm_source: "mail" }, "/name"],
  ["with a UUID as its name", { name: crypto.randomUUID(), utm_source: "mail" }, "/name"],
  ["without a UTM field", { name: "x" }, ""],
  ["with UTM fields that are null", { name: "x", utm_source: null }, ""],
  ["with an empty UTM field", { name: "x", utm_source: "" }, "/utm_source"],
  ["with a UTM field of 256 characters", { name: "x", utm_term: "x".repeat(256) }, "/utm_term"],
  ["with an unknown field", { name: "x", utm_source: "mail", utm_id: "1" }, "/utm_id"],
])("POST /utm-templates refuses a template %s", async (_what, body, pointer) => {
  const answer = await send("POST", templates, body);

  expect(answer).toMatchObject({ status: 422, body: { code: "validation-failed", errors: [{ pointer }] } });
});

test("PATCH /utm-templates/{id} changes the given fields, and refuses to clear the last one", async () => {
  const { id, name } = await aTemplate({ utm_source: "mail", utm_medium: "email" });
  const changed = await send("PATCH", `${templates}/${id}`, { utm_source: null, utm_campaign: "autumn" });
  const empty = await send("PATCH", `${templates}/${id}`, { utm_medium: null, utm_campaign: null });
  const kept = await send("GET", `${templates}/${id}`);

  const expected = { name, utm_source: null, utm_medium: "email", utm_campaign: "autumn" };
  expect(changed).toMatchObject({ status: 200, body: expected });
  expect(empty).toMatchObject({ status: 422, body: { code: "validation-failed" } });
  expect(kept.body).toEqual(changed.body);
});

test("a name is unique in its workspace regardless of case", async () => {
  const [first, second] = [await aTemplate(), await aTemplate()];
  const taken = { status: 409, body: { code: "utm-template-name-taken" } };
  const spelling = first.name.toUpperCase();

  expect(await send("POST", templates, { name: spelling, utm_source: "x" })).toMatchObject(taken);
  expect(await send("PATCH", `${templates}/${second.id}`, { name: spelling })).toMatchObject(taken);
  expect((await send("PATCH", `${templates}/${first.id}`, { name: spelling })).status).toBe(200);
  const { token } = await api.signUp();
  expect((await send("POST", templates, { name: first.name, utm_source: "x" }, token)).status).toBe(201);
});

test("DELETE /utm-templates/{id} removes the template and frees its name", async () => {
  const { id, name } = await aTemplate();

  expect((await send("DELETE", `${templates}/${id}`)).status).toBe(204);
  for (const method of ["GET", "DELETE"])
    expect(await send(method, `${templates}/${id}`)).toMatchObject({
      status: 404,
      body: { code: "utm-template-not-found" },
    });
  expect((await send("POST", templates, { name, utm_source: "x" })).status).toBe(201);
});

test("a workspace has at most 100 templates, also with concurrent requests", async () => {
  const { token } = await api.signUp();
  const create = (name: string) => send("POST", templates, { name, utm_source: "x" }, token);
  for (let start = 0; start < 98; start += 14)
    await Promise.all(Array.from({ length: 14 }, (_, i) => create(`${start + i}`)));

  const answers = await Promise.all(["a", "b", "c", "d"].map(create));

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("too-many-utm-templates");
});

test("the audit log has each change of a template, in its workspace", async () => {
  const { id, name } = await aTemplate();
  await send("PATCH", `${templates}/${id}`, { utm_medium: "email" });
  await send("DELETE", `${templates}/${id}`);

  const entries = await db
    .selectFrom("audit_log")
    .innerJoin("workspaces", "workspaces.id", "workspace_id")
    .select(["action", "actor_id", "personal_user_id", "details"])
    .where("subject_id", "=", id)
    .orderBy("audit_log.id")
    .execute();

  const byAnn = { actor_id: ann.id, personal_user_id: ann.id };
  expect(entries).toMatchObject([
    { ...byAnn, action: "utm-template.created", details: { name, utm_source: "mail" } },
    { ...byAnn, action: "utm-template.changed", details: { utm_medium: "email" } },
    { ...byAnn, action: "utm-template.deleted", details: { name } },
  ]);
});

test("API keys need the scope of the request, and keys for some domains only read templates", async () => {
  const { id } = await aTemplate();
  await api.addDomain(ann.token, "utm.example.com");
  const keyWith = async (fields: object) =>
    (await send("POST", "/api/v1/api-keys", { name: "k", scopes: ["read"], ...fields })).body.key;
  const keys = [await keyWith({}), await keyWith({ scopes: ["read", "write"], domains: ["utm.example.com"] })];

  for (const key of keys) {
    expect((await send("GET", templates, undefined, key)).status).toBe(200);
    expect((await send("GET", `${templates}/${id}`, undefined, key)).status).toBe(200);
    expect((await send("POST", templates, { name: aName(), utm_source: "x" }, key)).status).toBe(403);
    expect((await send("PATCH", `${templates}/${id}`, { utm_source: "x" }, key)).status).toBe(403);
    expect((await send("DELETE", `${templates}/${id}`, undefined, key)).status).toBe(403);
  }
});
