import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const reason = "The destination is on a block list";
let api: TestApi;
let db: Db;
let boss: string;
let owner: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to be made",
  });
  owner = (await api.signUp()).token;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const read = async (id: string) => (await api.call("GET", `/api/v1/urls/${id}`, { token: owner })).body;
const change = (id: string, body: object) => api.call("PATCH", `/api/v1/urls/${id}`, { token: owner, body });
const moderate = (id: string, body: object) => api.call("PATCH", `/api/v1/admin/urls/${id}`, { token: boss, body });
const untilUnsafe = (id: string, isUnsafe: boolean) =>
  waitFor(async () => (await read(id)).is_unsafe === isUnsafe && (await read(id)), {
    what: `is_unsafe to be ${isUnsafe}`,
  });

async function aListedLink(): Promise<string> {
  const body = { original_url: "https://bad.example/" };
  const { id } = (await api.call("POST", "/api/v1/urls", { token: owner, body })).body;
  await list(id);
  return id;
}

/** As the worker does. */
async function list(id: string): Promise<void> {
  await db.insertInto("link_listings").values({ link_id: id, source: "block-list", reason }).execute();
}

/** Awaits that another link, listed now, is marked: what was listed before has been dealt with. */
async function untilApplied(): Promise<void> {
  await untilUnsafe(await aListedLink(), true);
}

test("a listed link gets the mark with the reason in its version, and loses it when it is listed no longer", async () => {
  const id = await aListedLink();

  expect(await untilUnsafe(id, true)).toMatchObject({ unsafe_reason: reason, state: "active" });
  await db.deleteFrom("link_listings").where("link_id", "=", id).execute();

  expect(await untilUnsafe(id, false)).toMatchObject({ unsafe_reason: null });
});

test("an administrator clears a listed link until its destination changes", async () => {
  const id = await aListedLink();
  await untilUnsafe(id, true);
  expect((await moderate(id, { is_unsafe: false })).status).toBe(204);

  await change(id, { title: "Sale", fallback_url: null });
  await untilApplied();
  expect((await read(id)).is_unsafe).toBe(false);
  await change(id, { original_url: "https://worse.example/" });
  await list(id);

  await untilUnsafe(id, true);
});

test("what a list said about a former destination does not count for the new one", async () => {
  const id = await aListedLink();
  await untilUnsafe(id, true);

  await change(id, { original_url: "https://good.example/" });

  await untilUnsafe(id, false);
});

test("the mark of an administrator stays, whatever the lists and the owner do", async () => {
  const id = await aListedLink();
  await untilUnsafe(id, true);
  await moderate(id, { is_unsafe: true, reason: "Phishing" });

  await change(id, { original_url: "https://good.example/" });
  await untilApplied();

  expect(await read(id)).toMatchObject({ is_unsafe: true, unsafe_reason: "Phishing" });
});
