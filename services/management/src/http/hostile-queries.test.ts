import { isDeepStrictEqual } from "node:util";
import { type Operation, operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { toPaths } from "./serve.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let token: string;
/** Existing objects, so that requests reach the database. */
let known: Record<string, string>;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  const signIn = () => api.call("POST", "/api/v1/auth/login", { body: admin });
  await waitFor(async () => (await signIn()).status === 200, {
    what: "the administrator to be made",
  });
  token = (await signIn()).body.access_token;
  await api.addDomain(token, "go.example.com");
  const post = async (path: string, body: object) => (await api.call("POST", path, { body, token })).body;
  const original_url = "https://example.com/";
  const link = await post("/api/v1/urls", { original_url, tags: ["known"], folder: "Known", external_id: "known" });
  const webhook = await post("/api/v1/webhooks", { url: "https://example.com/hook", events: ["link.created"] });
  const published = await post("/api/posts", { content: "known" });
  known = {
    id: link.id,
    short_code: link.short_code,
    link: link.short_code,
    tag: "known",
    folder: "known",
    external_id: "known",
    domain: "go.example.com",
    host: "go.example.com",
    webhook: webhook.id,
    post_id: published.post_id,
  };
});
afterAll(() => api.stop());

/** Without streams, which do not end. */
const readOperations = Object.entries<Operation>(operations).filter(
  ([, { method, success }]) => method === "get" && !success.mediaTypes?.includes("text/event-stream"),
);

const uuid = "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10";
const toCursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const instants = [
  ...["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59.999999Z"],
  ...[
    "9999-12-31T23:59:59-15:59",
    "2027-02-29T00:00:00Z",
    "2027-01-31T00:00:00.123456789Z",
    "infinity",
    "now",
    "epoch",
  ],
];
const cursors = [
  ...instants.map(at => toCursor(at, uuid)),
  ...["x", "", "\0", "\ud800", 5, null].map(id => toCursor("2027-01-31T00:00:00Z", id)),
  ...["\0", "\ud800", "a".repeat(90)].map(name => toCursor(name, uuid)),
  ...["x", "null", "[]", "{}", uuid, toCursor([[[]]], {}), toCursor("2027-01-31T00:00:00Z", uuid, 1), "A".repeat(400)],
];
const zones = [
  ...["US/Pacific-New", "us/pacific-new", "utc", "EUROPE/VIENNA", "CET", "EST5EDT", "Zulu", "posix/UTC", "localtime"],
  ...["Factory", "Etc/GMT+14", "Etc/Unknown", "+02:00", "GMT+5", "PST8PDT", "BST", "America/Argentina/ComodRivadavia"],
  ...["Antarctica/Troll", "Pacific/Kiritimati", "SystemV/PST8", "Asia/Hanoi", "US/East-Indiana"],
];
const numbers = [
  ...["-1", "0", "1", "100", "1.5", "1e3", "1e999", "NaN", "Infinity", "0x10", "2147483648", "9223372036854775808"],
  ...["1000000", "999999", "9007199254740993", "1".repeat(400), " 7 ", "٣"],
];
const days = ["1970-01-01", "9999-12-31", "0000-00-00", "0001-01-01", "2027-02-29", "10000-01-01", "-001-01-01"];
const texts = [
  "",
  " ",
  "%",
  "_",
  "\\",
  "'",
  "\0",
  "a\0b",
  "\ufffd",
  "😀",
  "ß".repeat(300),
  "null",
  "{}",
  "[]",
  "1; select 1",
];
const hostile = fc.oneof(
  ...[cursors, zones, numbers, days, instants, texts].map(values => fc.constantFrom(...values)),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** Values of the usual type of a parameter. */
const fitting: Record<string, readonly string[]> = {
  cursor: cursors,
  timezone: zones,
  from: days,
  to: days,
  created_from: [...instants, ...days],
  created_to: [...instants, ...days],
  size: numbers,
  limit: numbers,
  page: numbers,
  page_size: numbers,
  page_number: numbers,
  days: numbers,
  interval: ["hour", "day", "week", "month"],
};

function toValue(name: string): fc.Arbitrary<() => string> {
  const values = fitting[name];
  const plain = (values ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, hostile) : hostile).map(
    value => () => value,
  );
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: fc.constant(() => known[name] ?? "1") });
}

function namesOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  return Object.keys(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).properties ?? {});
}

const request = fc.constantFrom(...readOperations).chain(([name, { path, query }]) => {
  const names = namesOf(query);
  const entry = () => fc.constantFrom(...names).chain(key => fc.tuple(fc.constant(key), toValue(key)));
  return fc.record({
    name: fc.constant(name),
    path: fc.constant(path),
    params: fc.array(fc.oneof(fc.constant(undefined), hostile), { minLength: 2, maxLength: 2 }),
    query: names.length > 0 ? fc.array(entry(), { maxLength: 4 }) : fc.constant<[string, () => string][]>([]),
  });
});

/** Expects a status below 500, and for invalid values the invalid fields. */
async function expectNoServerError(path: string, query: readonly (readonly [string, string])[]): Promise<void> {
  const search = new URLSearchParams(query.map(([name, value]) => [name, value.toWellFormed()]));
  const answer = await fetch(`${api.url}${path}?${search}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
  });

  const answered = await answer.text();
  expect(answer.status, answered).toBeLessThan(500);
  if (answer.status !== 422) return;
  const { code, errors } = JSON.parse(answered);
  // Without errors, the database refused the value.
  if (code === "validation-failed") expect(errors?.length, answered).toBeGreaterThan(0);
}

test("GET requests with hostile values get no 5xx, and the database refuses none of the values", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ path, params, query }) => {
      let next = 0;
      const toParam = (_: string, name: string) => {
        const param = params[next++ % 2] ?? (path.includes("/webhooks/") ? known.webhook : known[name]) ?? uuid;
        return encodeURIComponent(param.toWellFormed());
      };
      await expectNoServerError(
        path.replace(/:(\w+)/g, toParam),
        query.map(([name, value]) => [name, value()]),
      );
    }),
    { numRuns: 1_500, endOnFailure: true },
  );
});

test("every GET operation accepts or rejects every listed value of its parameters without a 5xx", async () => {
  const cases = readOperations.flatMap(([, { path, query }]) =>
    namesOf(query).flatMap(name => (fitting[name] ?? []).map(value => [path, name, value] as const)),
  );
  const toParam = (path: string) => (_: string, name: string) =>
    (path.includes("/webhooks/") ? known.webhook : known[name]) ?? uuid;
  for (let start = 0; start < cases.length; start += 20)
    await Promise.all(
      cases
        .slice(start, start + 20)
        .map(([path, name, value]) =>
          expectNoServerError(path.replace(/:(\w+)/g, toParam(path)), [
            [name, value],
            ...(path.endsWith("/compare") ? [["link", known.link as string] as const] : []),
            ...(path.endsWith("/breakdown") ? [["dimension", "country"] as const] : []),
            ...(name === "to" ? [["from", value] as const] : []),
          ]),
        ),
    );
  expect(cases.length).toBeGreaterThan(500);
});

/** Parameters of paths that a UUID does not fit. */
const fittingParams: Record<string, string> = { host: "go.example.com", number: "1" };

test("every operation refuses unknown fields of the query, except the health check", async () => {
  const routes = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
    toPaths(operation).map(path => ({ name: `${name} ${path}`, method: operation.method.toUpperCase(), path })),
  );

  const accepting: string[] = [];
  for (const { name, method, path } of routes) {
    const requested = path.replace(/:(\w+)/g, (_, param: string) => fittingParams[param] ?? uuid);
    const { status, body } = await api.call(method, `${requested}?not_a_field=1`, { token });
    const refused = { pointer: "?not_a_field", detail: "is not a known field" };
    const isRefused = status === 422 && body.errors.some((error: unknown) => isDeepStrictEqual(error, refused));
    if (!isRefused) accepting.push(name);
  }

  expect(accepting).toEqual(["getHealth /api/v1/health"]);
});

test.each([
  ["POST", "/api/v1/urls", { original_url: "https://example.com/" }, "/api/v1/urls"],
  ["POST", "/api/v1/utm-templates", { name: "Mail", utm_source: "mail" }, "/api/v1/utm-templates"],
  ["POST", "/api/v1/workspaces", { name: "Marketing" }, "/api/v1/workspaces"],
])("%s %s with an unknown field of the query creates nothing", async (method, path, body, list) => {
  const { token: own } = await api.signUp();
  const before = (await api.call("GET", list, { token: own })).body.items;

  const refused = await api.call(method, `${path}?workspace_id=${uuid}`, { token: own, body });

  expect(refused.body).toMatchObject({ code: "validation-failed", errors: [{ pointer: "?workspace_id" }] });
  expect((await api.call("GET", list, { token: own })).body.items).toEqual(before);
});
