import { z } from "zod";
import { type ProblemCode, problemMediaType, problems } from "../problem.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  request_id: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/** The OpenAPI 3.1 description of the management API, made from the schemas that the server parses with. */
export function toOpenApi(serverUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: toOperationObject(id, operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Shunt", version: "1", description: "Links, QR codes and analytics." },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: toSchema(ProblemBody, "output") },
    },
  };
}

function toOperationObject(id: string, operation: Operation) {
  return {
    operationId: id,
    tags: [operation.tag],
    summary: operation.summary,
    security: { none: [], optional: [{}, { bearer: [] }], required: [{ bearer: [] }], admin: [{ bearer: [] }] }[
      operation.auth
    ],
    parameters: [
      ...toParameters("path", operation.params),
      ...toParameters("query", operation.query),
      ...toHeaders(operation),
    ],
    ...(operation.body && {
      requestBody: { required: true, content: toContent(operation.body, operation.bodyMediaTypes) },
    }),
    responses: { ...toSuccesses(operation.success), ...toProblems(operation) },
  };
}

function toContent(body: z.ZodType, mediaTypes: readonly string[] = ["application/json"]) {
  return Object.fromEntries(mediaTypes.map(type => [type, { schema: toSchema(body, "input") }]));
}

function toParameters(place: "path" | "query", schema: z.ZodType | undefined) {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, "input");
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function toHeaders({ method, heedsIfMatch }: Operation) {
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string", maxLength: 255 },
  });
  return [
    ...(method === "post"
      ? [header("Idempotency-Key", "Sent again with the same key within a day, the request gets the same answer.")]
      : []),
    ...(heedsIfMatch ? [header("If-Match", "The ETag that was read: refused when it has been changed since.")] : []),
  ];
}

function toSuccesses(success: Operation["success"]) {
  const { status, statusOfKnown } = success;
  const known = { ...toSuccess(success), description: "Success: it was there already" };
  return { [status]: toSuccess(success), ...(statusOfKnown && { [statusOfKnown]: known }) };
}

function toSuccess({ schema, mediaTypes }: Operation["success"]) {
  if (mediaTypes) {
    const binary = { schema: { type: "string", format: "binary" } };
    return { description: "Success", content: Object.fromEntries(mediaTypes.map(type => [type, binary])) };
  }
  if (!schema) return { description: "Success, no content" };
  return { description: "Success", content: { "application/json": { schema: toSchema(schema, "output") } } };
}

function toProblems(operation: Operation) {
  const codes: ProblemCode[] = [...operation.problems, "unavailable"];
  if (operation.limit !== "none") codes.push("rate-limited");
  if (operation.auth !== "none") codes.push("not-authenticated", "invalid-token", "missing-scope");
  if (operation.auth === "admin") codes.push("admin-only");
  if (operation.method === "post") codes.push("malformed-request", "request-in-progress", "idempotency-key-reused");
  if (operation.heedsIfMatch) codes.push("precondition-failed");
  if (operation.body) codes.push("malformed-json", "body-too-large", "unsupported-media-type");
  if (operation.body || operation.query || operation.params) codes.push("validation-failed");
  const byStatus = Map.groupBy(codes, code => problems[code].status);
  const content = { [problemMediaType]: { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [status, { description: `Problem: ${ofStatus.join(", ")}`, content }]),
  );
}

function toSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}
