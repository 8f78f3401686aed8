import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { defaultBodyBytes, type Operation, operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { toPaths } from "./serve.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
  });
  const pair = await waitFor(
    async () => {
      const { status, body } = await api.call("POST", "/api/v1/auth/login", { body: admin });
      return status === 200 && body;
    },
    { what: "the administrator" },
  );
  token = pair.access_token;
});
afterAll(() => api.stop());

interface Endpoint {
  name: string;
  method: string;
  path: string;
  auth: Operation["auth"];
  type: string;
  maxBytes: number;
  hasBody: boolean;
}

const endpoints: Endpoint[] = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
  toPaths(operation).map(path => ({
    name: `${name} ${path}`,
    method: operation.method.toUpperCase(),
    path: path.replace(/:\w+/g, "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10"),
    auth: operation.auth,
    type: operation.bodyMediaTypes?.[0] ?? "application/json",
    maxBytes: operation.maxBodyBytes ?? defaultBodyBytes,
    hasBody: operation.body !== undefined,
  })),
);
const forms: Endpoint[] = ["/verify-email", "/reset-password"].map(path => ({
  name: path,
  method: "POST",
  path,
  auth: "none",
  type: "application/x-www-form-urlencoded",
  maxBytes: 16_384,
  hasBody: true,
}));
const withBody = endpoints.filter(({ hasBody }) => hasBody);
const withJson = withBody.filter(({ type }) => type === "application/json");

/** Sends the headers and the given part of the body. Resolves with the status, which may arrive before the body is complete. */
function send(
  endpoint: Endpoint,
  headers: Record<string, string | number>,
  body: Uint8Array | string = "",
  to = api,
  signal?: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(to.url);
    const sending = request({
      hostname,
      port,
      method: endpoint.method,
      path: endpoint.path,
      headers: { "content-type": endpoint.type, origin: "http://localhost:8001", ...headers },
      agent: false,
      signal,
    });
    sending.on("response", answer => {
      resolve(answer.statusCode ?? 0);
      sending.destroy();
    });
    sending.on("error", reject);
    sending.flushHeaders();
    if (body.length > 0) sending.write(body);
  });
}

const signedIn = () => ({ authorization: `Bearer ${token}` });
const whole = (body: Uint8Array | string) => ({ "content-length": Buffer.byteLength(body) });

/** Sends to many endpoints at once and returns the status of each. */
async function sendToAll(
  all: readonly Endpoint[],
  run: (endpoint: Endpoint) => Promise<number>,
): Promise<Record<string, number>> {
  return Object.fromEntries(
    await Promise.all(all.map(async endpoint => [endpoint.name, await run(endpoint)] as const)),
  );
}
const statusOfAll = (all: readonly Endpoint[], status: number) =>
  Object.fromEntries(all.map(({ name }) => [name, status]));

test("every operation answers 413 to a declared length beyond its limit, before it checks the token or reads the body", async () => {
  const all = [...endpoints.filter(({ path }) => path !== operations.getHealth.path), ...forms];

  const statuses = await sendToAll(all, endpoint =>
    send(endpoint, { "content-length": endpoint.maxBytes + 1, authorization: "Bearer guess" }),
  );

  expect(statuses).toEqual(statusOfAll(all, 413));
});

test("operations that require authentication answer 401 before they read the body", async () => {
  const all = endpoints.filter(({ auth }) => auth === "required" || auth === "admin");

  const statuses = await sendToAll(all, endpoint =>
    send(endpoint, { "transfer-encoding": "chunked", "content-encoding": "gzip", authorization: "Bearer guess" }),
  );

  expect(statuses).toEqual(statusOfAll(all, 401));
});

test("a body beyond the limit after decompression gets 413", async () => {
  const bombs = new Map(
    [...new Set(withBody.map(({ maxBytes }) => maxBytes))].map(max => [max, gzipSync(Buffer.alloc(max + 1, " "))]),
  );
  const statuses: Record<string, number> = {};
  for (const endpoint of withBody) {
    const bomb = bombs.get(endpoint.maxBytes) as Buffer;
    statuses[endpoint.name] = await send(endpoint, { ...signedIn(), ...whole(bomb), "content-encoding": "gzip" }, bomb);
  }

  expect(statuses).toEqual(statusOfAll(withBody, 413));
});

test.each(["compress", "gzip, gzip", "constructor", "x"])("Content-Encoding %s gets 415", async encoding => {
  const statuses = await sendToAll(withBody, endpoint =>
    send(endpoint, { ...signedIn(), ...whole("{}"), "content-encoding": encoding }, "{}"),
  );

  expect(statuses).toEqual(statusOfAll(withBody, 415));
});

test.each(["utf-16", "iso-8859-1", "constructor"])("JSON in %s gets 415", async charset => {
  const statuses = await sendToAll(withJson, endpoint =>
    send(endpoint, { ...signedIn(), ...whole("{}"), "content-type": `application/json; charset=${charset}` }, "{}"),
  );

  expect(statuses).toEqual(statusOfAll(withJson, 415));
});

test.each([
  ["nested deeply in arrays", "[".repeat(100_000)],
  ["nested deeply in objects", '{"a":'.repeat(40_000)],
  ["with many values", `[${"1,".repeat(100_000)}1]`],
  ["with many fields", `{${Array.from({ length: 20_000 }, (_, i) => `"${i}":1`)}}`],
])("JSON %s gets 422 before it is parsed", async (_what, json) => {
  const statuses = await sendToAll(withJson, endpoint => send(endpoint, { ...signedIn(), ...whole(json) }, json));

  expect(statuses).toEqual(statusOfAll(withJson, 422));
});

test.each([
  ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ["half of a surrogate pair", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])("JSON with %s gets 400", async (_what, bytes) => {
  const statuses = await sendToAll(withJson, endpoint => send(endpoint, { ...signedIn(), ...whole(bytes) }, bytes));

  expect(statuses).toEqual(statusOfAll(withJson, 400));
});

test("a body that arrives too slowly gets 408", async () => {
  const impatient = await startTestApi(
    { DATABASE_URL: api.databaseUrl },
    { bounds: { pace: { graceMs: 300, minBytesPerSecond: 1_000_000, longestMs: 300 } } },
  );
  const all = [...withBody, ...forms];

  const statuses = await sendToAll(all, endpoint =>
    send(endpoint, { ...signedIn(), "content-length": 10 }, "{", impatient),
  );
  await impatient.stop();

  expect(statuses).toEqual(statusOfAll(all, 408));
});

const bulk = endpoints.filter(({ path, method }) => path.startsWith(operations.createLinks.path) && method !== "GET");

test.each([
  ["rows", "1\n".repeat(10_001)],
  ["blank lines", "\n".repeat(10_001)],
  ["objects", "{}\n".repeat(10_001)],
])("NDJSON with too many %s gets 422 before the body ends", async (_what, lines) => {
  const statuses = await sendToAll(bulk, endpoint =>
    send(endpoint, { ...signedIn(), "content-type": "application/x-ndjson", "transfer-encoding": "chunked" }, lines),
  );

  expect(statuses).toEqual(statusOfAll(bulk, 422));
});

test("Expect: 100-continue without a token gets 401 and no 100", async () => {
  const [endpoint] = bulk as [Endpoint];
  const outcomes: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const headers = { "content-type": endpoint.type, "content-length": 1_000, expect: "100-continue" };
    const sending = request({ hostname, port, method: endpoint.method, path: endpoint.path, headers, agent: false });
    sending.on("continue", () => outcomes.push("continue"));
    sending.on("response", answer => {
      outcomes.push(String(answer.statusCode));
      sending.destroy();
      resolve();
    });
    sending.on("error", reject);
    sending.flushHeaders();
  });

  expect(outcomes).toEqual(["401"]);
});

test("large bodies that come at once are all read, and small requests are answered meanwhile", async () => {
  const [endpoint] = bulk as [Endpoint];
  const rows = JSON.stringify(
    Array.from({ length: 400 }, () => ({ original_url: `https://example.com/${"x".repeat(1_000)}` })),
  );

  const [statuses, small] = await Promise.all([
    Promise.all(Array.from({ length: 12 }, () => send(endpoint, { ...signedIn(), ...whole(rows) }, rows))),
    api.call("GET", "/api/v1/auth/me", { token }),
  ]);

  expect(small.status).toBe(200);
  expect(statuses).toEqual(Array(12).fill(200));
});

test("only operations that require authentication accept large bodies", () => {
  const large = endpoints.filter(({ maxBytes }) => maxBytes > defaultBodyBytes);

  expect(large.length).toBeGreaterThan(0);
  expect(large.filter(({ auth }) => auth !== "required" && auth !== "admin")).toEqual([]);
});

test("stalled compressed bodies do not block other clients", async () => {
  const endpoint = endpoints.find(({ path }) => path === operations.createLink.path) as Endpoint;
  const body = gzipSync(JSON.stringify({ original_url: "https://example.com/" }));
  const gzip = { ...whole(body), "content-encoding": "gzip" };

  const leaving = new AbortController();
  const stalled = Array.from({ length: 20 }, (_, i) =>
    send(endpoint, { ...gzip, "x-forwarded-for": `198.51.100.${i}` }, body.subarray(0, 5), api, leaving.signal),
  );
  const first = await Promise.race([...stalled, send(endpoint, { ...gzip, ...signedIn() }, body)]);
  leaving.abort();
  await Promise.allSettled(stalled);

  expect(first).toBe(201);
});
