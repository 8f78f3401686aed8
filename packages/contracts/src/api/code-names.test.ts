import { expect, test } from "vitest";
import type { z } from "zod";
import { describeIssue } from "../describe-issue.ts";
import { codeNames } from "./code-names.ts";
import { createOpenApiSchemas } from "./openapi-schemas.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

/** Names of fields that take a code or a link by its code. */
const takers = [...codeNames, "link"];

function toFields(schema: z.ZodType): Record<string, unknown> {
  const described = createOpenApiSchemas();
  const { $ref, properties } = described.describe(schema, "input") as { $ref?: string; properties?: object };
  const component = $ref === undefined ? undefined : described.components[$ref.split("/").at(-1) as string];
  return (properties ?? component?.properties ?? {}) as Record<string, unknown>;
}

const places = Object.entries<Operation>(operations).flatMap(([id, { body, query }]) =>
  Object.entries({ body, query }).flatMap(([place, schema]) => {
    const fields = schema ? Object.keys(toFields(schema)) : [];
    return schema && fields.some(field => takers.includes(field))
      ? [{ name: `the ${place} of ${id}`, schema, fields }]
      : [];
  }),
);

/** Other required fields. */
const others: Record<string, object> = {
  "the body of createLink": { original_url: "https://example.com/" },
  "the query of getBreakdown": { dimension: "country" },
};

test("the operations that take a code are known", () => {
  expect(places.map(({ name }) => name)).toEqual([
    "the body of createLink",
    "the query of getAvailability",
    "the body of upsertLink",
    "the body of updateLink",
    "the body of unlockLink",
    "the body of addCode",
    "the query of getSeries",
    "the query of getBreakdown",
    "the query of getTopLinks",
    "the query of getHeatMap",
    "the query of compareLinks",
    "the query of listClickEvents",
    "the query of exportClickEvents",
    "the query of watchClicks",
  ]);
});

test.each(places)("$name takes the code under each name, with the same result", ({ name, schema, fields }) => {
  const parse = (given: object) => schema.safeParse({ ...others[name], ...given }, { error: describeIssue });
  const [first, ...synonyms] = [...(fields.includes("link") ? ["link"] : []), ...codeNames];

  const parsed = parse({ [first as string]: "autumn" });

  expect(parsed.error).toBeUndefined();
  expect(parsed.data).toHaveProperty(first as string);
  for (const synonym of synonyms) {
    expect(parse({ [synonym]: "autumn" }).data, synonym).toEqual(parsed.data);
    expect(parse({ [synonym]: "autumn", [first as string]: "autumn" }).data, synonym).toEqual(parsed.data);
  }
});

test.each(places)("$name rejects two different codes and names the second", ({ name, schema }) => {
  const { error } = schema.safeParse({ ...others[name], short_code: "autumn", alias: "winter" });

  expect(error?.issues).toMatchObject([
    { path: ["alias"], message: "must have the value of short_code, as both name one code" },
  ]);
});

test.each(places)("$name describes every name of the code", ({ schema }) => {
  const fields = toFields(schema) as Record<string, { description?: string }>;

  for (const name of codeNames) expect(fields[name]?.description, name).toBeTruthy();
  expect(fields.alias?.description).toMatch(/^Synonym of `(short_code|link)`/);
});
