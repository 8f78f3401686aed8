import { type Operation, operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let tokens: string[];
let known: string[];
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  const ann = await api.signUp();
  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token: ann.token,
  });
  const signIn = () => api.call("POST", "/api/v1/auth/login", { body: admin });
  await waitFor(async () => (await signIn()).status === 200, {
    what: "the administrator to be made",
  });
  tokens = [ann.token, (await signIn()).body.access_token];
  known = [link.id, link.short_code, ann.id];
});
afterAll(() => api.stop());

/** Without streams, which do not end. */
const names = (Object.keys(operations) as (keyof typeof operations)[]).filter(
  name => !(operations[name] as Operation).success.mediaTypes?.includes("text/event-stream"),
);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "%",
    "'",
    "\\",
    "../",
    "null",
    "true",
    "-1",
    "1e999",
    "2026-02-30T00:00:00Z",
    "😀",
  ),
  fc.constantFrom("https://example.com/", "http://[::1]/", "2026-11-21", "2026-11-21T00:00:00Z", "UTC", "admin"),
);
const value = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
  fc.maxSafeInteger(),
  fc.bigInt().map(String),
);

/** Fields of a schema, so that values pass the check for unknown fields. */
function namesOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.keys(properties);
}

function record(names: readonly string[]) {
  const name = names.length > 0 ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, text) : text;
  return fc.array(fc.tuple(name, value), { maxLength: 6 });
}

const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map(code => String.fromCharCode(code)),
  maxLength: 60,
});
const headers = fc.record(
  {
    "if-match": fc.oneof(headerText, fc.constantFrom("*", '"1-0"', `"${"9".repeat(400)}-0"`)),
    "idempotency-key": fc.oneof(headerText, fc.uuid()),
    "content-type": fc.oneof(
      headerText,
      fc.constantFrom("application/json", "application/json; charset=utf-16", "text/plain"),
    ),
    "x-request-id": headerText,
    "x-forwarded-for": headerText,
    accept: headerText,
  },
  { requiredKeys: [] },
);
const tokenOf = fc.oneof(
  fc.constantFrom(0, 1).map(i => () => tokens[i]),
  headerText.map(token => () => token),
  fc.constant(() => undefined),
);
const placed = fc.oneof(
  fc.nat(2).map(i => () => known[i] ?? ""),
  text.map(each => () => each),
);

const request = fc.constantFrom(...names).chain(name => {
  const operation: Operation = operations[name];
  return fc.record({
    name: fc.constant(name),
    params: fc.array(placed, { minLength: 2, maxLength: 2 }),
    query: record(namesOf(operation.query)),
    body: fc.oneof(
      {
        weight: 6,
        arbitrary: record(namesOf(operation.body)).map(entries => JSON.stringify(Object.fromEntries(entries))),
      },
      { weight: 1, arbitrary: fc.jsonValue().map(json => JSON.stringify(json)) },
      { weight: 1, arbitrary: fc.string() },
    ),
    headers,
    tokenOf,
  });
});

test("hostile requests get no 5xx, and every error is a problem with a code", async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ name, params, query, body, headers: given, tokenOf: token }) => {
      const operation: Operation = operations[name];
      let next = 0;
      const path = operation.path.replace(/:\w+/g, () => encodeURIComponent((params[next++]?.() ?? "").toWellFormed()));
      const search = new URLSearchParams(
        query.map(([name, each]) => [name.toWellFormed(), toText(each).toWellFormed()]),
      );
      const authorization = token();

      const answer = await fetch(`${api.url}${path}?${search}`, {
        method: operation.method.toUpperCase(),
        headers: {
          "content-type": "application/json",
          ...given,
          ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }),
        },
        ...(operation.method !== "get" && { body: body.toWellFormed() }),
        redirect: "manual",
      });

      const answered = await answer.text();
      expect(answer.status, answered).toBeLessThan(500);
      if (answer.status < 400) return;
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(JSON.parse(answered)).toMatchObject({ status: answer.status, code: expect.any(String) });
    }),
    { numRuns: 1_500, endOnFailure: true },
  );
});

function toText(each: unknown): string {
  return typeof each === "string" ? each : JSON.stringify(each);
}
