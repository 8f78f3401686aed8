import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: { token: string; id: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi({ CODE_QUARANTINE_DAYS: "30" });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
let count = 0;
const aCode = () => `freed-${++count}`;
const send = (method: string, path: string, { token }: { token?: string }, body?: unknown) =>
  api.call(method, path, { ...(token !== undefined && { token }), ...(body !== undefined && { body }) });
const make = async (owner: { token?: string }, body: object = {}) =>
  (await send("POST", urls, owner, { original_url, ...body })).body;

/** Ways in which a link loses a code. */
const losses: Record<string, (code: string) => Promise<unknown>> = {
  "deletion of the link": async code => send("DELETE", `${urls}/${(await make(ann, { short_code: code })).id}`, ann),
  "deletion of a further code": async code =>
    send("DELETE", `${urls}/${(await make(ann, { other_codes: [code] })).id}/codes/${code}`, ann),
  "deletion of a link with a further code": async code =>
    send("DELETE", `${urls}/${(await make(ann, { other_codes: [code] })).id}`, ann),
  "deletion of the former code after a change": async code => {
    const { id } = await make(ann, { short_code: code });
    await send("PATCH", `${urls}/${id}`, ann, { short_code: aCode() });
    await send("DELETE", `${urls}/${id}/codes/${code}`, ann);
  },
  "deletion in bulk": async code => {
    await make(ann, { short_code: code });
    await send("POST", `${urls}/bulk/delete`, ann, [code]);
  },
};

/** Requests of another workspace for a code, with the status and the code of the problem. */
const claims: Record<string, (code: string, owner: { token?: string }) => Promise<(number | string)[]>> = {
  "POST /urls": async (code, owner) => toResult(await send("POST", urls, owner, { original_url, short_code: code })),
  "POST /urls with tags": async (code, owner) =>
    toResult(await send("POST", urls, owner, { original_url, short_code: code, tags: ["a"] })),
  "POST /urls with further codes": async (code, owner) =>
    toResult(await send("POST", urls, owner, { original_url, other_codes: [code] })),
  "POST /urls/{id}/codes": async (code, owner) =>
    toResult(await send("POST", `${urls}/${(await make(owner)).id}/codes`, owner, { short_code: code })),
  "PATCH /urls/{id}": async (code, owner) =>
    toResult(await send("PATCH", `${urls}/${(await make(owner)).id}`, owner, { short_code: code })),
};
const toResult = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code ?? ""];

test.each(Object.entries(losses))("a code is kept for its workspace after the %s", async (_what, lose) => {
  const code = aCode();
  await lose(code);

  for (const [how, claim] of Object.entries(claims))
    expect([how, ...(await claim(code, bob))]).toEqual([how, 409, "alias-taken"]);
  expect((await send("POST", urls, {}, { original_url, short_code: code })).body.code).toBe("alias-taken");
  const back = await send("POST", urls, ann, { original_url, short_code: code });
  expect([back.status, back.body.short_code]).toEqual([201, code]);
});

test("GET /urls/availability says until when a code is kept, and not to the workspace that may take it back", async () => {
  const code = aCode();
  const { id } = await make(ann, { short_code: code });
  await send("DELETE", `${urls}/${id}`, ann);

  const forBob = (await send("GET", `${urls}/availability?short_code=${code}`, bob)).body;
  const forAnn = (await send("GET", `${urls}/availability?short_code=${code}`, ann)).body;

  const days = (Date.parse(forBob.available_at) - Date.now()) / (24 * 60 * 60_000);
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThanOrEqual(30);
  expect(forBob).toMatchObject({ is_available: false, reason: expect.stringContaining(forBob.available_at) });
  expect(forAnn).toMatchObject({ is_available: true, reason: null, available_at: null });
});

test("a kept code is free for everyone after its time", async () => {
  const code = aCode();
  const { id } = await make(ann, { short_code: code });
  await send("DELETE", `${urls}/${id}`, ann);
  await sql`update freed_codes set kept_until = now() where code = ${code}`.execute(db);

  expect((await send("GET", `${urls}/availability?short_code=${code}`, bob)).body.is_available).toBe(true);
  expect((await send("POST", urls, bob, { original_url, short_code: code })).status).toBe(201);
});

test("a code that a link keeps is not kept for its workspace: it is taken", async () => {
  const code = aCode();
  await make(ann, { short_code: code, expires_at: new Date(Date.now() + 60_000).toISOString() });
  await sql`update links set expires_at = now() from link_codes where link_id = links.id and code = ${code}`.execute(
    db,
  );

  expect((await send("GET", `${urls}/availability?short_code=${code}`, bob)).body).toMatchObject({
    reason: "is taken",
    available_at: null,
  });
});

test("codes of a deleted account are kept from all others", async () => {
  const carl = await api.signUp();
  const code = aCode();
  await make(carl, { short_code: code });
  const { status } = await api.call("DELETE", "/api/v1/auth/me", {
    token: carl.token,
    body: { password: carl.password },
  });
  expect(status).toBe(204);

  for (const owner of [ann, bob, {}])
    expect((await send("POST", urls, owner, { original_url, short_code: code })).body.code).toBe("alias-taken");
});
