import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

async function anAdmin() {
  const ann = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", ann.id).execute();
  return ann;
}
const open = (token: string) => api.call("POST", "/api/v1/ops/session", { token });
const toCookie = (headers: Headers) => headers.get("set-cookie")?.split(";")[0] ?? "";
/** Status of the queues for a browser with the cookie; 303 leads to the sign-in page. */
async function visit(cookie: string): Promise<number> {
  const answer = await fetch(`${api.url}/ops/queues`, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
  await answer.arrayBuffer();
  return answer.status;
}

test("POST /ops/session opens the queues with a cookie that scripts and other sites cannot use", async () => {
  const ann = await anAdmin();

  const { status, headers } = await open(ann.token);

  expect(status).toBe(204);
  expect(headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict$/);
  expect(await visit(toCookie(headers))).toBe(200);
});

test("the cookie ends with the session that opened it", async () => {
  const ann = await anAdmin();
  const { headers } = await open(ann.token);

  await api.call("POST", "/api/v1/auth/logout", { body: { refresh_token: ann.refreshToken } });

  expect(await visit(toCookie(headers))).toBe(303);
});

test("the cookie ends when its administrator is demoted", async () => {
  const ann = await anAdmin();
  const { headers } = await open(ann.token);

  await db.updateTable("users").set({ role: "user" }).where("id", "=", ann.id).execute();

  expect(await visit(toCookie(headers))).toBe(303);
});

test("other accounts get no cookie", async () => {
  const { status, headers, body } = await open((await api.signUp()).token);

  expect({ status, code: body.code }).toEqual({ status: 403, code: "admin-only" });
  expect(headers.get("set-cookie")).toBeNull();
});
