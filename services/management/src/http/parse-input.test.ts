import { CreateLink, UpdateLink } from "@shunt/contracts/links";
import { type Operation, operations } from "@shunt/contracts/operations";
import { type FieldError, Problem } from "@shunt/contracts/problem";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseValue } from "./parse-input.ts";

type Place = "body" | "query" | "params";

function problemOf(schema: z.ZodType, value: unknown, place: Place): Problem | undefined {
  try {
    parseValue(schema, value, place);
    return undefined;
  } catch (err) {
    if (err instanceof Problem) return err;
    throw err;
  }
}

function errorsOf(schema: z.ZodType, value: unknown, place: Place = "body"): readonly FieldError[] {
  return problemOf(schema, value, place)?.errors ?? [];
}

function fieldsOf(schema: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.keys(properties);
}

/** Common mistakes of people and programs. */
const mistakes = [
  ...[undefined, null, "", " ", "x", "x".repeat(20_000), "\0", "\ud800", "2027-13-45", "none", "-1", "1e999", "TRUE"],
  ...[
    0,
    -1,
    1.5,
    1e300,
    Number.NaN,
    true,
    false,
    {},
    { x: 1 },
    [],
    [null],
    [[]],
    ["x", "x"],
    [{}],
    Array(20_000).fill("x"),
  ],
];

const places = ["body", "query", "params"] as const;
const schemas = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
  places.flatMap(place => (operation[place] ? [[`${place} of ${name}`, place, operation[place]] as const] : [])),
);

test.each(schemas)("parseValue says what the %s requires", (_name, place, schema) => {
  const bodies = [
    ...mistakes,
    ...fieldsOf(schema).flatMap(field => mistakes.map(value => ({ [field]: value }))),
    { x: 1 },
  ];

  for (const value of bodies) {
    const refusal = problemOf(schema, value, place);
    if (!refusal) continue;
    const { errors = [], message } = refusal;
    expect(errors.length).toBeGreaterThan(0);
    expect(message).toContain(errors[0]?.detail);
    for (const { detail } of errors) {
      expect(detail).not.toMatch(
        /invalid|received \w|expected|too (small|big)|unrecognized|NaN|undefined|accepted in this form/i,
      );
      expect(detail).toMatch(/^(is|must|a|use|cannot|needs) /);
      expect(detail).not.toContain("is not valid");
    }
    const pointers = errors.map(({ pointer }) => pointer);
    expect(pointers, JSON.stringify(errors)).toEqual([...new Set(pointers)]);
  }
});

const original_url = "https://example.com/";
test.each([
  [CreateLink, {}, [["/original_url", "is required"]]],
  [CreateLink, { original_url, title: 5 }, [["/title", "must be text"]]],
  [CreateLink, { original_url, is_public: "yes" }, [["/is_public", "must be true or false"]]],
  [CreateLink, { original_url, tags: "one" }, [["/tags", "must be a list"]]],
  [CreateLink, { original_url, tags: ["one", ""] }, [["/tags/1", "must not be empty"]]],
  [CreateLink, { original_url, redirect_status: 200 }, [["/redirect_status", "must be one of 301, 302, 307, 308"]]],
  [
    CreateLink,
    { original_url, redirect_status: "301" },
    [["/redirect_status", "must be a number, one of 301, 302, 307, 308"]],
  ],
  [CreateLink, [], [["", "must be an object with fields"]]],
  [CreateLink, { original_url, password: [] }, [["/password", "must be text"]]],
  [
    operations.simulateVisit.body,
    { address: "x", headers: { "a b": "" } },
    [
      ["/headers/a b", "must be the name of a header"],
      ["/address", "must be an IP address such as 192.0.2.7"],
    ],
  ],
  [UpdateLink, { colour: "red" }, [["/colour", "is not a known field"]]],
  [UpdateLink, {}, [["", "must change at least one field"]]],
  [UpdateLink, { title: 5 }, [["/title", "must be text"]]],
  [operations.updateUser.body, { colour: "red" }, [["/colour", "is not a known field"]]],
  [operations.updateDomain.body, { colour: "red" }, [["/colour", "is not a known field"]]],
  [operations.updateDefaultDomain.body, { colour: "red" }, [["/colour", "is not a known field"]]],
  [operations.updateWebhook.body, { colour: "red" }, [["/colour", "is not a known field"]]],
])("parseValue reports one error per mistake in a body, at its pointer", (schema, body, errors) => {
  expect(errorsOf(schema, body).map(({ pointer, detail }) => [pointer, detail])).toEqual(errors);
});

test.each([
  [operations.compareLinks.query, { tag: "x" }, [["?link", "is required"]]],
  [
    operations.getSeries.query,
    { timezone: "+02:00" },
    [["?timezone", "must be an IANA time zone such as Europe/Vienna"]],
  ],
  [operations.getSeries.query, { days: "x" }, [["?days", "must be a number"]]],
  [operations.getSeries.query, { days: "1.5" }, [["?days", "must be a whole number"]]],
  [operations.getSeries.query, { days: "0" }, [["?days", "must be at least 1"]]],
  [operations.getSeries.query, { tag: "" }, [["?tag", "must not be empty"]]],
  [operations.getSeries.query, { tag: ["a", ""] }, [["?tag/1", "must not be empty"]]],
  [operations.getSeries.query, { from: "yesterday" }, [["?from", "must be a day such as 2027-01-31"]]],
])("parseValue reports one error per mistake in a query", (schema, query, errors) => {
  expect(errorsOf(schema, query, "query").map(({ pointer, detail }) => [pointer, detail])).toEqual(errors);
});

test("the detail of validation-failed names the first fields and counts the others", () => {
  const refusal = problemOf(CreateLink, { a: 1, b: 1, c: 1, d: 1, e: 1 }, "body");

  expect(refusal?.message).toBe(
    "/original_url is required; /a is not a known field; /b is not a known field; and 3 more",
  );
});

test.each([
  ["size", "listLinks", ["5", "6"]],
  ["is_active", "listLinks", ["true", "false"]],
  ["created_from", "listLinks", ["2027-01-31", "2027-02-28"]],
  ["timezone", "getSeries", ["UTC", "UTC"]],
] as const)("parseValue says that ?%s of %s may be given only once", (name, operation, value) => {
  const { query } = operations[operation];

  expect(errorsOf(query, { [name]: value }, "query")).toContainEqual({
    pointer: `?${name}`,
    detail: "must be given only once",
  });
});
