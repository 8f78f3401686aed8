import { expect, test } from "vitest";
import { toOpenApi } from "./openapi.ts";
import { operations } from "./operations.ts";

test("the description names every operation once, with its path parameters", () => {
  const { paths } = toOpenApi("http://localhost:8001");

  const ids = Object.values(paths).flatMap(path =>
    Object.values(path).map(o => (o as { operationId: string }).operationId),
  );
  expect(ids.sort()).toEqual(Object.keys(operations).sort());
  expect(paths["/api/v1/urls/{id}"]?.get).toMatchObject({
    parameters: [{ name: "id", in: "path", required: true }],
  });
});

test("the description tells what a body must hold and how it may be refused", () => {
  const { paths } = toOpenApi("http://localhost:8001");

  expect(paths["/api/v1/urls"]?.post).toMatchObject({
    security: [{}, { bearer: [] }],
    requestBody: {
      content: { "application/json": { schema: { required: ["original_url"], additionalProperties: false } } },
    },
    responses: { 201: {}, 401: {}, 409: {}, 422: {} },
  });
});
