import { expect, test } from "vitest";
import type { z } from "zod";
import { describeIssue } from "../describe-issue.ts";
import { toOpenApi } from "./openapi.ts";
import { createOpenApiSchemas } from "./openapi-schemas.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

test("toOpenApi lists every operation once, with its path parameters", () => {
  const { paths } = toOpenApi("http://localhost:8001");

  const ids = Object.values(paths).flatMap(path =>
    Object.values(path).map(o => (o as { operationId: string }).operationId),
  );
  const aliased = Object.entries<Operation>(operations).flatMap(([id, { alias }]) =>
    alias ? [id, `${id}Alias`] : [id],
  );
  expect(ids.sort()).toEqual(aliased.sort());
  expect(paths["/api/v1/urls/{id}"]?.get).toMatchObject({
    parameters: [
      { name: "id", in: "path", required: true },
      { name: "domain", in: "query", required: false },
    ],
  });
});

test("toOpenApi describes the bodies and responses of an operation", () => {
  const { paths, components } = toOpenApi("http://localhost:8001");

  expect(paths["/api/v1/urls"]?.post).toMatchObject({
    security: [{}, { bearer: [] }],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/CreateLink" } } } },
    responses: { 201: {}, 401: {}, 409: {}, 422: {} },
  });
  expect(components.schemas.CreateLink).toMatchObject({
    required: ["original_url"],
    additionalProperties: false,
    examples: [{ original_url: expect.any(String) }],
  });
});

test("examples of bodies pass their schemas", () => {
  for (const [name, { body }] of Object.entries<Operation>(operations)) {
    for (const example of (body?.meta()?.examples ?? []) as unknown[])
      expect(body?.safeParse(example).error, name).toBe(undefined);
  }
});

test("schemas of responses allow further fields, schemas of bodies do not", () => {
  const { components } = toOpenApi("http://localhost:8001");

  expect(components.schemas.Link).not.toHaveProperty("additionalProperties");
  expect(components.schemas.UpdateLink).toHaveProperty("additionalProperties", false);
});

test("toOpenApi describes parameters with type and purpose", () => {
  const { paths } = toOpenApi("http://localhost:8001");

  expect(paths["/api/v1/qr/{short_code}"]?.get).toMatchObject({
    parameters: expect.arrayContaining([
      {
        name: "size",
        in: "query",
        required: false,
        description: "Width and height in pixels.",
        schema: expect.anything(),
      },
    ]),
  });
});

test("toOpenApi describes webhook requests", () => {
  const { webhooks } = toOpenApi("http://localhost:8001");

  expect(Object.keys(webhooks)).toContain("webhook.test");
  expect(webhooks["link.created"]?.post).toMatchObject({
    parameters: [{ name: "webhook-id" }, { name: "webhook-timestamp" }, { name: "webhook-signature" }],
    requestBody: {
      content: {
        "application/json": {
          schema: {
            required: ["type", "timestamp", "data"],
            properties: { data: { $ref: "#/components/schemas/Link" } },
          },
        },
      },
    },
  });
});

test("toOpenApi defines every schema and example that it refers to", () => {
  const description = toOpenApi("http://localhost:8001");

  const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
  const known = (["schemas", "examples"] as const).flatMap(kind =>
    Object.keys(description.components[kind]).map(name => `#/components/${kind}/${name}`),
  );
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter(reference => !known.includes(reference as string))).toEqual([]);
});

interface Node {
  $ref?: string;
  description?: string;
  examples?: unknown[];
  anyOf?: Node[];
  properties?: Record<string, Node>;
  parameters?: (Node & { name: string })[];
  [key: string]: unknown;
}

/** The lengths that a schema allows; a parameter has its schema inside. */
function maximaOf({ maxLength, maxItems, anyOf = [], schema }: Node): number[] {
  const inner = [...anyOf, ...(schema ? [schema as Node] : [])];
  return [maxLength, maxItems].filter(each => typeof each === "number").concat(inner.flatMap(maximaOf));
}

/** All objects of a document, each with its JSON pointer. */
function* walk(node: unknown, at = ""): Generator<[at: string, node: Node]> {
  if (typeof node !== "object" || node === null) return;
  yield [at, node as Node];
  for (const [key, child] of Object.entries(node)) if (key !== "examples") yield* walk(child, `${at}/${key}`);
}

const isSentence = (text: string | undefined) => /^[A-Z`\d].*\.$/s.test(text ?? "");

test("every operation has a summary in the imperative, and its descriptions are sentences", () => {
  const all = Object.entries<Operation>(operations);

  const notImperative = all.filter(
    ([, { summary }]) => !/^[A-Z][a-z]+ [^.;?]+$/.test(summary) || /^\w+s /.test(summary),
  );
  expect(notImperative.map(([name, { summary }]) => `${name}: ${summary}`)).toEqual([]);
  expect(
    all.flatMap(([name, { description }]) =>
      description && !isSentence(description) ? `${name}: ${description}` : [],
    ),
  ).toEqual([]);
});

test("every property, parameter and header has a description", () => {
  const missing = [...walk(toOpenApi("http://localhost:8001"))].flatMap(
    ([at, { properties = {}, parameters = [] }]) => [
      ...Object.entries(properties).map(([name, property]) => [`${at}/${name}`, property.description] as const),
      ...parameters.map(parameter => [`${at}?${parameter.name}`, parameter.description] as const),
    ],
  );

  expect(missing.length).toBeGreaterThan(500);
  expect(missing.filter(([, description]) => !isSentence(description)).map(([at]) => at)).toEqual([]);
});

test("descriptions with a maximum name that of their schema", () => {
  const described = [...walk(toOpenApi("http://localhost:8001"))].flatMap(([at, node]) => {
    // A property may have the name, too.
    const text = typeof node.description === "string" ? node.description : "";
    const numbers = [...text.matchAll(/(?:at most|\bto) ([\d,]+)(?= characters|[,.;])/g)];
    const named = numbers.map(([, number = ""]) => Number(number.replaceAll(",", "")));
    const maxima = maximaOf(node);
    return named.length > 0 && maxima.length > 0 ? [{ at, isRight: maxima.some(max => named.includes(max)) }] : [];
  });

  expect(described.length).toBeGreaterThan(50);
  expect(described.filter(({ isRight }) => !isRight)).toEqual([]);
});

test("every property has a type, except values of any kind", () => {
  const hasType = (schema: Node): boolean =>
    schema.anyOf?.every(hasType) ?? ["type", "$ref", "enum", "const", "oneOf", "allOf"].some(key => key in schema);

  const untyped = [...walk(toOpenApi("http://localhost:8001"))].flatMap(([, { properties = {} }]) =>
    Object.entries(properties).flatMap(([name, property]) => (hasType(property) ? [] : name)),
  );
  expect([...new Set(untyped)].sort()).toEqual(["after", "before", "other", "payload", "value"]);
});

test("every JSON body has an example", () => {
  const { paths, components } = toOpenApi("http://localhost:8001");
  const schemas = components.schemas as Record<string, Node>;

  const missing = [...walk(paths)].flatMap(([at, node]) => {
    const schema = at.endsWith("/requestBody/content/application/json") ? (node.schema as Node) : undefined;
    const resolved = schema?.$ref ? schemas[schema.$ref.replace("#/components/schemas/", "")] : schema;
    return schema && !resolved?.examples?.length ? [at] : [];
  });
  expect(missing).toEqual([]);
});

test("every JSON body of a response has a schema, not only a format", () => {
  const { paths } = toOpenApi("http://localhost:8001");

  const unknown = [...walk(paths)].flatMap(([at, node]) =>
    at.endsWith("/content/application/json") && (node.schema as Node).format === "binary" ? [at] : [],
  );
  expect(unknown).toEqual([]);
});

test("examples of responses pass their schemas", () => {
  for (const [name, { success }] of Object.entries<Operation>(operations)) {
    for (const example of (success.schema?.meta()?.examples ?? []) as unknown[])
      expect(success.schema?.safeParse(example).error, name).toBe(undefined);
  }
});

const wrongValues = [undefined, null, "x", "", 5, 1.5, true, {}, { x: 1 }, [], [null], "2027-13-45", "x".repeat(9_000)];

test("validation messages say what is required or accepted", () => {
  const parts = Object.entries<Operation>(operations).flatMap(([name, { body, query, params }]) =>
    Object.entries({ body, query, params }).flatMap(([part, schema]) =>
      schema ? [{ at: `${part} of ${name}`, schema }] : [],
    ),
  );
  const unclear = parts.flatMap(({ at, schema }) => {
    const fields = Object.keys(createOpenApiSchemas().describe(schema, "input").properties ?? {});
    const inputs = [...wrongValues, ...fields.flatMap(field => wrongValues.map(value => ({ [field]: value })))];
    const issues = inputs.flatMap(input => schema.safeParse(input, { error: describeIssue }).error?.issues ?? []);
    return issues.flatMap(toMessages).flatMap(message => (isClear(message) ? [] : [`${at}: ${message}`]));
  });

  expect([...new Set(unclear)]).toEqual([]);
});

/** Of a union, the messages of its options, as the server reports them. */
function toMessages(issue: z.core.$ZodIssue): string[] {
  return issue.code === "invalid_union" ? issue.errors.flat().flatMap(toMessages) : [issue.message];
}

const generalMessage = describeIssue({ code: "invalid_key" } as Parameters<typeof describeIssue>[0]);

function isClear(message: string): boolean {
  if (message === generalMessage) return false;
  return /^(is|must|cannot) \w+/.test(message) && !/invalid input|expected|undefined|NaN/i.test(message);
}
