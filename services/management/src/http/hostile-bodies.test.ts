import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { defaultBodyBytes, type Operation, operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { toPaths } from "./serve.ts";

vi.setConfig({ testTimeout: 120_000 });

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

interface Door {
  name: string;
  method: string;
  path: string;
  auth: Operation["auth"];
  type: string;
  maxBytes: number;
  hasBody: boolean;
}

const doors: Door[] = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
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
const forms: Door[] = ["/verify-email", "/reset-password", "/ops/sign-in"].map(path => ({
  name: path,
  method: "POST",
  path,
  auth: "none",
  type: "application/x-www-form-urlencoded",
  maxBytes: 16_384,
  hasBody: true,
}));
const withBody = doors.filter(({ hasBody }) => hasBody);
const withJson = withBody.filter(({ type }) => type === "application/json");

/** Sends the head of a request and what is given of its body. Resolves with the status, which may come before the body is whole. */
function send(
  door: Door,
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
      method: door.method,
      path: door.path,
      headers: { "content-type": door.type, origin: "http://localhost:8001", ...headers },
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

/** Sends to many doors at once, and returns what was answered by each. */
async function sendToAll(all: readonly Door[], run: (door: Door) => Promise<number>): Promise<Record<string, number>> {
  return Object.fromEntries(await Promise.all(all.map(async door => [door.name, await run(door)] as const)));
}
const everyOne = (all: readonly Door[], status: number) => Object.fromEntries(all.map(({ name }) => [name, status]));

test("a declared length beyond the limit is 413 everywhere, before a token is looked at or a byte has come", async () => {
  const all = [...doors.filter(({ path }) => path !== operations.getHealth.path), ...forms];

  const statuses = await sendToAll(all, door =>
    send(door, { "content-length": door.maxBytes + 1, authorization: "Bearer guess" }),
  );

  expect(statuses).toEqual(everyOne(all, 413));
});

test("nothing of a body is needed to refuse a client without a token", async () => {
  const all = doors.filter(({ auth }) => auth === "required" || auth === "admin");

  const statuses = await sendToAll(all, door =>
    send(door, { "transfer-encoding": "chunked", "content-encoding": "gzip", authorization: "Bearer guess" }),
  );

  expect(statuses).toEqual(everyOne(all, 401));
});

test("a body that becomes too large by decompression is 413", async () => {
  const bombs = new Map(
    [...new Set(withBody.map(({ maxBytes }) => maxBytes))].map(max => [max, gzipSync(Buffer.alloc(max + 1, " "))]),
  );
  const statuses: Record<string, number> = {};
  for (const door of withBody) {
    const bomb = bombs.get(door.maxBytes) as Buffer;
    statuses[door.name] = await send(door, { ...signedIn(), ...whole(bomb), "content-encoding": "gzip" }, bomb);
  }

  expect(statuses).toEqual(everyOne(withBody, 413));
});

test.each(["compress", "gzip, gzip", "constructor", "x"])("Content-Encoding: %s is 415", async encoding => {
  const statuses = await sendToAll(withBody, door =>
    send(door, { ...signedIn(), ...whole("{}"), "content-encoding": encoding }, "{}"),
  );

  expect(statuses).toEqual(everyOne(withBody, 415));
});

test.each(["utf-16", "iso-8859-1", "constructor"])("JSON in %s is 415", async charset => {
  const statuses = await sendToAll(withJson, door =>
    send(door, { ...signedIn(), ...whole("{}"), "content-type": `application/json; charset=${charset}` }, "{}"),
  );

  expect(statuses).toEqual(everyOne(withJson, 415));
});

test.each([
  ["deep", "[".repeat(100_000)],
  ["deep in objects", '{"a":'.repeat(40_000)],
  ["of many values", `[${"1,".repeat(100_000)}1]`],
  ["with many fields", `{${Array.from({ length: 20_000 }, (_, i) => `"${i}":1`)}}`],
])("JSON that is %s is refused before it is parsed", async (_what, json) => {
  const statuses = await sendToAll(withJson, door => send(door, { ...signedIn(), ...whole(json) }, json));

  expect(statuses).toEqual(everyOne(withJson, 422));
});

test.each([
  ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ["half of a surrogate pair", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])("%s are refused, and not replaced", async (_what, bytes) => {
  const statuses = await sendToAll(withJson, door => send(door, { ...signedIn(), ...whole(bytes) }, bytes));

  expect(statuses).toEqual(everyOne(withJson, 400));
});

test("a body that comes too slowly is 408", async () => {
  const impatient = await startTestApi(
    { DATABASE_URL: api.databaseUrl },
    { bounds: { pace: { graceMs: 300, minBytesPerSecond: 1_000_000, longestMs: 300 } } },
  );
  const all = [...withBody, ...forms];

  const statuses = await sendToAll(all, door => send(door, { ...signedIn(), "content-length": 10 }, "{", impatient));
  await impatient.stop();

  expect(statuses).toEqual(everyOne(all, 408));
});

const bulk = doors.filter(({ path }) => path.startsWith(operations.createLinks.path));

test.each([
  ["rows", "1\n".repeat(10_001)],
  ["blank lines", "\n".repeat(10_001)],
  ["objects", "{}\n".repeat(10_001)],
])("NDJSON with too many %s is refused before it has ended", async (_what, lines) => {
  const statuses = await sendToAll(bulk, door =>
    send(door, { ...signedIn(), "content-type": "application/x-ndjson", "transfer-encoding": "chunked" }, lines),
  );

  expect(statuses).toEqual(everyOne(bulk, 422));
});

test("a client that asks first is refused without being told to go on", async () => {
  const [door] = bulk as [Door];
  const outcomes: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const headers = { "content-type": door.type, "content-length": 1_000, expect: "100-continue" };
    const sending = request({ hostname, port, method: door.method, path: door.path, headers, agent: false });
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

test("of large bodies some are read at once and the others wait, and small requests go on", async () => {
  const [door] = bulk as [Door];
  const rows = JSON.stringify(
    Array.from({ length: 400 }, () => ({ original_url: `https://example.com/${"x".repeat(1_000)}` })),
  );

  const [statuses, small] = await Promise.all([
    Promise.all(Array.from({ length: 12 }, () => send(door, { ...signedIn(), ...whole(rows) }, rows))),
    api.call("GET", "/api/v1/auth/me", { token }),
  ]);

  expect(small.status).toBe(200);
  expect(statuses).toEqual(Array(12).fill(200));
});

test("only operations that need an account read large bodies", () => {
  const large = doors.filter(({ maxBytes }) => maxBytes > defaultBodyBytes);

  expect(large.length).toBeGreaterThan(0);
  expect(large.filter(({ auth }) => auth !== "required" && auth !== "admin")).toEqual([]);
});

test("compressed bodies that do not come keep out no other ones", async () => {
  const door = doors.find(({ path }) => path === operations.createLink.path) as Door;
  const body = gzipSync(JSON.stringify({ original_url: "https://example.com/" }));
  const gzip = { ...whole(body), "content-encoding": "gzip" };

  const leaving = new AbortController();
  const stalled = Array.from({ length: 20 }, (_, i) =>
    send(door, { ...gzip, "x-forwarded-for": `198.51.100.${i}` }, body.subarray(0, 5), api, leaving.signal),
  );
  const first = await Promise.race([...stalled, send(door, { ...gzip, ...signedIn() }, body)]);
  leaving.abort();
  await Promise.allSettled(stalled);

  expect(first).toBe(201);
});
