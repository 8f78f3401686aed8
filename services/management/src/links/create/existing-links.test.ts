import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: { token: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
let count = 0;
const aTarget = () => `https://example.com/${++count}`;
const create = (fields: object, { token } = ann) =>
  api.call("POST", urls, { body: { original_url: aTarget(), ...fields }, token });
const upsert = (id: string, body: object, { token } = ann) =>
  api.call("PUT", `${urls}/by-external-id/${encodeURIComponent(id)}`, { body, token });
const find = (id: string, { token } = ann) =>
  api.call("GET", `${urls}/by-external-id/${encodeURIComponent(id)}`, { token });

test("an external id is unique in a workspace and finds its link", async () => {
  const { body: link } = await create({ external_id: "order/17" });

  expect((await find("order/17")).body.id).toBe(link.id);
  expect((await create({ external_id: "order/17" })).body.code).toBe("external-id-taken");
  expect((await find("order/17", bob)).body.code).toBe("link-not-found");
  expect((await create({ external_id: "order/17" }, bob)).status).toBe(201);
  const other = (await create({})).body;
  const taking = { body: { external_id: "order/17" }, ...ann };
  expect((await api.call("PATCH", `${urls}/${other.id}`, taking)).body.code).toBe("external-id-taken");
  await api.call("PATCH", `${urls}/${link.id}`, { body: { external_id: null }, ...ann });
  expect((await api.call("PATCH", `${urls}/${other.id}`, taking)).body.external_id).toBe("order/17");
});

test("GET /urls/{id} hides the external id from strangers", async () => {
  const { body: link } = await create({ external_id: "secret-campaign" });

  expect((await api.call("GET", `${urls}/${link.id}`, bob)).body.external_id).toBeNull();
});

test("upsertLink creates the link on the first call and changes it on the next", async () => {
  const made = await upsert("sku-1", { original_url: "https://example.com/a", title: "One", custom_alias: "sku-one" });
  const changed = await upsert("sku-1", { original_url: "https://example.com/b" });

  expect(made).toMatchObject({ status: 201, body: { external_id: "sku-1", short_code: "sku-one", title: "One" } });
  expect(changed).toMatchObject({
    status: 200,
    body: { id: made.body.id, original_url: "https://example.com/b", title: "One", short_code: "sku-one" },
  });
  expect(changed.headers.get("location")).toBe(`${urls}/${made.body.id}`);
});

test("upsertLink with If-None-Match: * only creates, also of concurrent requests", async () => {
  const createOnce = (title: string) =>
    api.call("PUT", `${urls}/by-external-id/once`, {
      body: { original_url: "https://example.com/", title },
      headers: { "if-none-match": "*" },
      token: ann.token,
    });

  const answers = await Promise.all(["a", "b", "c", "d"].map(createOnce));

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
  const made = answers.find(({ status }) => status === 201);
  expect(await createOnce("later")).toMatchObject({
    status: 412,
    body: { code: "precondition-failed", detail: "A link has this external id already" },
  });
  const found = await api.call("GET", `${urls}/by-external-id/once`, { token: ann.token });
  expect(found.body.title).toBe(made?.body.title);
});

test("upsertLink changes the code of the link, and keeps its domain", async () => {
  await upsert("sku-2", { original_url: aTarget(), custom_alias: "sku-two" });

  const changed = await upsert("sku-2", { short_code: "sku-three" });

  expect(changed).toMatchObject({ status: 200, body: { short_code: "sku-three" } });
  expect((await upsert("sku-2", { custom_alias: "sku-two" })).body.short_code).toBe("sku-two");
  expect(await upsert("sku-2", { domain: "go.example.com" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/domain" }] },
  });
});

test("fifty concurrent upserts create one link, and all return it", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => upsert("sku-race", { original_url: aTarget() })));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

test("upsertLink requires an account and validates its input", async () => {
  expect((await api.call("PUT", `${urls}/by-external-id/x`, { body: { original_url: aTarget() } })).status).toBe(401);
  expect((await upsert("x", {})).body.errors).toMatchObject([{ pointer: "/original_url" }]);
  expect((await upsert("x".repeat(256), { original_url: aTarget() })).status).toBe(422);
});

test("createLink with reuse returns the existing link to the same destination unchanged", async () => {
  const original_url = aTarget();
  const first = await create({ original_url, title: "First", reuse: true });
  const second = await create({ original_url, title: "Second", reuse: true });

  expect(first.status).toBe(201);
  expect(second).toMatchObject({ status: 200, body: { id: first.body.id, title: "First" } });
  expect((await create({ original_url })).body.id).not.toBe(first.body.id);
  expect((await create({ original_url, reuse: true }, bob)).status).toBe(201);
});

test("createLink does not reuse inactive, archived or expired links", async () => {
  const original_url = aTarget();
  const make = async () => (await create({ original_url, reuse: true })).body.id;
  const ids = [await make()];
  for (const change of [{ is_active: false }, { is_archived: true }]) {
    await api.call("PATCH", `${urls}/${ids.at(-1)}`, { body: change, ...ann });
    ids.push(await make());
  }
  await db
    .updateTable("links")
    .set({ expires_at: new Date(0) })
    .where("id", "=", ids.at(-1))
    .execute();
  ids.push(await make());

  expect(new Set(ids).size).toBe(4);
});

test("createLink reuses a link only on the same domain", async () => {
  await api.addDomain(ann.token, "reuse.example.com");
  const original_url = aTarget();
  const first = await create({ original_url, reuse: true });

  const own = await create({ original_url, reuse: true, domain: "reuse.example.com" });

  expect(own.status).toBe(201);
  expect((await create({ original_url, reuse: true, domain: "reuse.example.com" })).body.id).toBe(own.body.id);
  expect((await create({ original_url, reuse: true })).body.id).toBe(first.body.id);
});

test("fifty concurrent requests with reuse share one link", async () => {
  const original_url = aTarget();

  const answers = await Promise.all(Array.from({ length: 50 }, () => create({ original_url, reuse: true })));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

test("createLink replays the status 200 of a reused link for the same Idempotency-Key", async () => {
  const original_url = aTarget();
  await create({ original_url });
  const send = () =>
    api.call("POST", urls, {
      body: { original_url, reuse: true },
      headers: { "idempotency-key": "reuse-once" },
      ...ann,
    });

  expect((await send()).status).toBe(200);
  expect((await send()).status).toBe(200);
});

test("POST /urls/bulk applies external ids and reuse between its rows", async () => {
  const original_url = aTarget();
  const taken = aTarget();
  await create({ external_id: "bulk-taken" });
  const rows = [
    { original_url: taken, external_id: "bulk-1" },
    { original_url: taken, external_id: "bulk-1" },
    { original_url: taken, external_id: "bulk-taken" },
    { original_url, reuse: true },
    { original_url, reuse: true },
    { original_url: taken, custom_alias: "bulk-alias" },
    { original_url: taken, custom_alias: "bulk-alias" },
  ];

  const { results } = (await api.call("POST", `${urls}/bulk`, { body: rows, ...ann })).body;

  expect(results.map(({ status }: { status: number }) => status)).toEqual([201, 409, 409, 201, 200, 201, 409]);
  expect(results[4].id).toBe(results[3].id);
  expect(results[1].problem.code).toBe("external-id-taken");
});

test.each([
  [{ reuse: true, custom_alias: "reused" }, "/reuse"],
  [{ reuse: true, external_id: "x1" }, "/reuse"],
  [{ external_id: "" }, "/external_id"],
])("createLink rejects %j", async (fields, pointer) => {
  expect(await create(fields)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("createLink rejects reuse and external_id without an account", async () => {
  const anonymous = (fields: object) => api.call("POST", urls, { body: { original_url: aTarget(), ...fields } });

  expect((await anonymous({ reuse: true })).body.errors).toMatchObject([{ pointer: "/reuse" }]);
  expect((await anonymous({ external_id: "x" })).body.errors).toMatchObject([{ pointer: "/external_id" }]);
});

test("upsertLink changes only the given fields of an existing link", async () => {
  const { body: link } = await upsert("partial", {
    original_url: aTarget(),
    title: "First",
    tags: ["one"],
    notes: "n",
  });

  const changed = await upsert("partial", { title: "Second" });
  const unchanged = await upsert("partial", {});

  const { updated_at: _, ...rest } = link;
  expect(changed).toMatchObject({ status: 200, body: { ...rest, title: "Second" } });
  expect(unchanged).toMatchObject({
    status: 200,
    body: { ...rest, title: "Second", updated_at: changed.body.updated_at },
  });
});

test.each([
  [{ title: "x" }, "/original_url", "is required because no link has this external id yet"],
  [{}, "/original_url", "is required because no link has this external id yet"],
  [{ original_url: "https://example.com/", colour: "red" }, "/colour", "is not a known field"],
])("upsertLink rejects %j for an unknown external id", async (body, pointer, detail) => {
  expect(await upsert("missing", body)).toMatchObject({
    status: 422,
    body: { detail: `${pointer} ${detail}`, errors: [{ pointer, detail }] },
  });
  expect((await find("missing")).status).toBe(404);
});
