import { expect, test } from "vitest";
import { toOpenApi } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

test("the description names every operation once, with its path parameters", () => {
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

test("the description tells what a body must hold and how it may be refused", () => {
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

test("an example in the description is one that would be accepted", () => {
  for (const [name, { body }] of Object.entries<Operation>(operations)) {
    for (const example of (body?.meta()?.examples ?? []) as unknown[])
      expect(body?.safeParse(example).error, name).toBe(undefined);
  }
});

test("what is answered may have more fields one day; what is sent may not", () => {
  const { components } = toOpenApi("http://localhost:8001");

  expect(components.schemas.Link).not.toHaveProperty("additionalProperties");
  expect(components.schemas.UpdateLink).toHaveProperty("additionalProperties", false);
});

test("a parameter tells what it is for", () => {
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

test("the description tells a receiver what it is sent", () => {
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

test("whatever the description refers to is there", () => {
  const description = toOpenApi("http://localhost:8001");

  const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
  const known = Object.keys(description.components.schemas).map(name => `#/components/schemas/${name}`);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter(reference => !known.includes(reference as string))).toEqual([]);
});
