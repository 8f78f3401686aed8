import { request as sendRequest } from "node:http";
import { connect } from "node:net";
import { type Operation, operations } from "@shunt/contracts/operations";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { mediaTypesOf } from "../http/body/read-body.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { watchStream } from "../testing/watch-stream.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
let boss: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  boss = await waitFor(async () => (await request("POST", "/auth/login", undefined, admin)).body.access_token, {
    what: "the administrator to exist",
  });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const scopes = ["read", "write", "analytics", "admin"];
const request = (method: string, path: string, token?: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, { ...(token && { token }), ...(body !== undefined && { body }) });

async function anAdministrator() {
  const { id, token } = await api.signUp();
  await db.updateTable("users").set({ role: "admin", is_verified: true }).where("id", "=", id).execute();
  const { body: key } = await request("POST", "/api-keys", token, { name: "k", scopes });
  return { id, token, key: key.key as string, endKey: () => request("DELETE", `/api-keys/${key.id}`, token) };
}
type Administrator = Awaited<ReturnType<typeof anAdministrator>>;

const withBody = Object.entries<Operation>(operations).filter(
  ([, { body, auth }]) => body !== undefined && (auth === "required" || auth === "admin"),
);

/** Waits until the request is admitted. The returned function sends the body. */
async function beginRequest(operation: Operation, token: string) {
  const body = Buffer.from('{"held":"back"}');
  const type = mediaTypesOf(operation)[0] as string;
  const headers = { authorization: `Bearer ${token}`, expect: "100-continue", "content-length": body.length };
  const path = operation.path.replaceAll(/:\w+/g, "01a1fb6f-b333-7117-b1e7-8f91c9f609cf");
  const method = operation.method.toUpperCase();
  const req = sendRequest(api.url + path, { method, headers: { ...headers, "content-type": type } });
  const answered = new Promise<number>((resolve, reject) => {
    req.once("error", reject).once("response", res => resolve(res.resume().statusCode as number));
  });
  await new Promise<void>((resolve, reject) => {
    req.once("continue", resolve);
    answered.then(status => reject(new Error(`${method} ${path} was not admitted: ${status}`)), reject);
    req.flushHeaders();
  });
  return () => {
    req.end(body);
    return answered;
  };
}

async function endSession(token: string) {
  const { body } = await request("GET", "/auth/sessions", token);
  return request("DELETE", `/auth/sessions/${body.items[0].id}`, token);
}

const losses: Record<string, { lose: (admin: Administrator) => Promise<{ status: number }>; by: "token" | "key" }> = {
  "session ended": { by: "token", lose: ({ token }) => endSession(token) },
  "account disabled": {
    by: "token",
    lose: ({ id }) => request("PATCH", `/admin/users/${id}`, boss, { is_active: false }),
  },
  "administrator demoted": {
    by: "token",
    lose: ({ id }) => request("PATCH", `/admin/users/${id}`, boss, { role: "user" }),
  },
  "key deleted": { by: "key", lose: admin => admin.endKey() },
};

test.each(Object.entries(losses))(
  "a request whose body arrives after access is lost has no effect: %s",
  async (_what, { by, lose }) => {
    const admin = await anAdministrator();
    const mayUse = withBody.filter(([, { scope }]) => by === "token" || scope !== undefined);
    const requests = await Promise.all(
      mayUse.map(async ([name, operation]) => ({ name, sendBody: await beginRequest(operation, admin[by]) })),
    );

    expect((await lose(admin)).status).toBeLessThan(300);

    const answers = await Promise.all(requests.map(async ({ name, sendBody }) => [name, await sendBody()]));
    expect(answers).toEqual(mayUse.map(([name]) => [name, 401]));
  },
);

test("an admin request whose body arrives after the key lost the scope admin has no effect", async () => {
  const admin = await anAdministrator();
  const forAdmins = withBody.filter(([, { scope }]) => scope === "admin");
  const requests = await Promise.all(forAdmins.map(([, operation]) => beginRequest(operation, admin.key)));

  await losses["administrator demoted"]?.lose(admin);

  expect(await Promise.all(requests.map(sendBody => sendBody()))).toEqual(forAdmins.map(() => 403));
});

const row = { original_url: "https://example.com/" };
const csv = (rows: number) => `original_url\n${`${row.original_url}\n`.repeat(rows)}`;

/** When access is lost, up to 500 created rows and four changed rows are in progress. */
const longRequests = {
  createLinks: { path: "/urls/bulk", method: "POST", toBody: () => Array(1_500).fill(row), done: 500, of: 1_500 },
  importLinks: { path: "/urls/import", method: "POST", toBody: () => csv(1_500), done: 500, of: 1_500 },
  updateLinks: {
    path: "/urls/bulk",
    method: "PATCH",
    toBody: (ids: string[]) => ids.map(id => ({ id, title: "changed" })),
    done: 4,
    of: 20,
  },
};

test.each(
  Object.entries(longRequests).flatMap(([name, each]) => [
    { name, ...each, headers: {} },
    ...(each.method === "POST" ? [{ name: `${name}, once`, ...each, headers: { "idempotency-key": "k" } }] : []),
  ]),
)("$name stops when its key is deleted", async ({ path, method, toBody, done, of, headers }) => {
  const admin = await anAdministrator();
  const { body: made } = await request("POST", "/urls/bulk", admin.token, Array(20).fill(row));
  const body = toBody(made.results.map((result: { id: string }) => result.id));
  const type = typeof body === "string" ? { "content-type": "text/csv" } : {};
  // Notified of the same loss at the same time.
  const { ended } = await watchStream(api.url, { token: admin.key }, "/api/v1/analytics/live");

  const sent = await db.transaction().execute(async tx => {
    await sql`lock table links in share mode`.execute(tx);
    const answer = api.call(method, `/api/v1${path}`, { token: admin.key, body, headers: { ...headers, ...type } });
    const isWatched = async () => (await countLockWaits(db, { seconds: 0.5 })) > 0;
    await waitFor(isWatched, { what: "the first rows to wait for the lock for a while" });
    await admin.endKey();
    await ended;
    for (let i = 0; i < 5; i++) await request("GET", "/auth/me", admin.token);
    return { answer };
  });

  const { body: results } = await sent.answer;
  expect(results).toMatchObject({ succeeded: done, failed: of - done });
  expect(results.results.at(-1).problem).toMatchObject({ code: "invalid-token" });
});

test.each([
  ["exportLinks", "/urls/export?format=csv"],
  ["exportLinks", "/urls/export?format=ndjson"],
  ["exportRedirectMap", "/urls/redirect-map"],
])("%s aborts when its key is deleted, even if the client does not read", async (operation, path) => {
  const admin = await anAdministrator();
  const long = Array.from({ length: 1_500 }, (_, i) => ({
    original_url: `https://example.com/${i}/${"x".repeat(7_900)}`,
  }));
  await request("POST", "/urls/bulk", admin.token, long);
  const countEnded = async () => {
    const metrics = await (await fetch(`${api.opsUrl}/metrics`)).text();
    const line = metrics.split("\n").find(each => each.includes(`requests_total{operation="${operation}"`));
    return Number(line?.split(" ")[1] ?? 0);
  };
  const before = await countEnded();
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  socket.write(`GET /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${admin.key}\r\n\r\n`);
  await new Promise(resolve => socket.once("data", resolve));
  socket.pause();

  await admin.endKey();

  await waitFor(async () => (await countEnded()) > before, { what: "the end of the export" });
});
