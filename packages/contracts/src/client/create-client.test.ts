import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { LinkPage } from "../api/links.ts";
import { operations } from "../api/operations.ts";
import { ApiError } from "./api-error.ts";
import { createClient, toOperationUrl } from "./create-client.ts";

interface Received {
  line: string;
  headers: IncomingMessage["headers"];
  body: string;
}

let answer = { status: 200, type: "application/json", headers: {}, body: "{}" };
const received: Received[] = [];
const server = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  received.push({ line: `${req.method} ${req.url}`, headers: req.headers, body: Buffer.concat(chunks).toString() });
  res.writeHead(answer.status, { ...(answer.body && { "content-type": answer.type }), ...answer.headers });
  res.end(answer.body);
});
let baseUrl: string;

beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const api = () => createClient(operations, { baseUrl, getToken: async () => "token-1" });
const respondWith = (status: number, body: unknown, more: { type?: string; headers?: object } = {}) => {
  answer = { type: "application/json", headers: {}, ...more, status, body: body === undefined ? "" : String(body) };
};
const lastReceived = () => received.at(-1) as Received;

test("createClient fills parameters into the path and lists into the query", async () => {
  respondWith(200, JSON.stringify({ items: [] }));

  const page = await api().listLinks({ query: { tag: ["a b", "ü"], size: 5, search: undefined } });
  await api().getLink({ params: { id: "https://sho.rt/a" } });

  expect(received.slice(-2).map(({ line }) => line)).toEqual([
    "GET /api/v1/urls?tag=a+b&tag=%C3%BC&size=5",
    "GET /api/v1/urls/https%3A%2F%2Fsho.rt%2Fa",
  ]);
  expect(page).toEqual({ items: [] });
  expectTypeOf(page).toEqualTypeOf<LinkPage>();
});

test.each(["", ".", ".."])(
  "createClient refuses %j as a parameter, as it would reach another operation",
  async code => {
    const before = received.length;

    await expect(api().deleteCode({ params: { id: "a", short_code: code } })).rejects.toThrow(
      "cannot be a path segment",
    );
    expect(received).toHaveLength(before);
  },
);

test.each(["{", "null", "{}"])("createClient rejects with an ApiError where a proxy answers %s", async body => {
  respondWith(502, body, { type: "application/problem+json" });

  await expect(api().listLinks({})).rejects.toMatchObject({ name: "ApiError", status: 502, code: undefined });
});

test("createClient sends the token, JSON and the headers of a call", async () => {
  respondWith(201, "{}");

  await api().createLink({ body: { original_url: "https://example.com/" }, idempotencyKey: "once" });
  expect(lastReceived()).toMatchObject({
    line: "POST /api/v1/urls",
    headers: { authorization: "Bearer token-1", "content-type": "application/json", "idempotency-key": "once" },
    body: JSON.stringify({ original_url: "https://example.com/" }),
  });

  await api().updateLink({ params: { id: "abc" }, body: { title: "New" }, ifMatch: '"1"' });
  expect(lastReceived().headers).toMatchObject({ "if-match": '"1"' });
});

test("createClient sends bytes with their media type", async () => {
  respondWith(201, "{}");

  await api().uploadMedia({ body: new Uint8Array([1, 2, 3]), contentType: "image/webp" });

  expect(lastReceived()).toMatchObject({ headers: { "content-type": "image/webp" }, body: "\x01\x02\x03" });
});

test("createClient returns undefined for an empty response, and the Response if it is not JSON", async () => {
  respondWith(204, undefined);
  expectTypeOf(await api().deleteLink({ params: { id: "abc" } })).toBeUndefined();
  expect(await api().deleteLink({ params: { id: "abc" } })).toBe(undefined);

  respondWith(200, "<svg/>", { type: "image/svg+xml" });
  const picture = await api().getQrCode({ params: { short_code: "abc" }, query: { format: "svg" } });
  expect(await picture.text()).toBe("<svg/>");
});

test("createClient treats the second status of an operation as a success", async () => {
  respondWith(503, JSON.stringify({ api: "ok", database: "error", redis: "ok" }));

  expect(await api().getHealth()).toMatchObject({ database: "error" });
});

test("createClient throws an ApiError with the fields of the problem", async () => {
  const errors = [{ pointer: "/original_url", detail: "is required" }];
  const problem = { code: "rate-limited", detail: "Slower", errors, request_id: "r-1" };
  respondWith(429, JSON.stringify(problem), { type: "application/problem+json", headers: { "retry-after": "7" } });

  const error = await api()
    .getMe()
    .catch((err: unknown) => err);

  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    message: "getMe: 429 Slower",
    status: 429,
    code: "rate-limited",
    errors,
    retryAfterSeconds: 7,
    requestId: "r-1",
  });
});

test("createClient throws an ApiError without a code for a response that is not from the API", async () => {
  respondWith(502, "<h1>Bad Gateway</h1>", { type: "text/html" });

  await expect(api().getMe()).rejects.toMatchObject({ status: 502, code: undefined, errors: [] });
});

test("createClient aborts a call with its signal", async () => {
  await expect(api().getMe({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
});

test("toOperationUrl returns the URL of a stream with its ticket", () => {
  const url = toOperationUrl(operations.watchClicks, { query: { ticket: "t/1", link: "abc" } }, "https://api.example");

  expect(url).toBe("https://api.example/api/v1/analytics/live?ticket=t%2F1&link=abc");
});

test("createClient does not compile with input that does not fit the operation", () => {
  const client = createClient(operations, { baseUrl: "http://127.0.0.1:1" });
  const calls = [
    // @ts-expect-error a destination is required
    () => client.createLink({ body: {} }),
    // @ts-expect-error so is the body
    () => client.createLink(),
    // @ts-expect-error the path has an id
    () => client.getLink({}),
    // @ts-expect-error the size of a page is a number
    () => client.listLinks({ query: { size: true } }),
    // @ts-expect-error a GET has no key
    () => client.listLinks({ idempotencyKey: "once" }),
    // @ts-expect-error only what honours it takes If-Match
    () => client.createLink({ body: { original_url: "https://example.com/" }, ifMatch: '"1"' }),
    // @ts-expect-error there is no such picture
    () => client.uploadMedia({ body: new Uint8Array(), contentType: "image/bmp" }),
  ];

  expect(calls).toHaveLength(7);
});
