import type { z } from "zod";
import { type ProblemCode, problemMediaType, problems } from "../problem.ts";
import type { OpenApiSchemas } from "./openapi-schemas.ts";
import type { Operation } from "./operation.ts";
import { problemCodesOf } from "./problem-codes.ts";

/** The OpenAPI object of an operation (https://spec.openapis.org/oas/v3.1.1.html#operation-object). */
export function toOperationObject(id: string, operation: Operation, schemas: OpenApiSchemas) {
  const { summary, auth, body } = operation;
  return {
    operationId: id,
    summary,
    description: toDescription(operation),
    security: { none: [], optional: [{}, { bearer: [] }], required: [{ bearer: [] }], admin: [{ bearer: [] }] }[auth],
    parameters: [
      ...toParameters("path", operation.params, schemas),
      ...toParameters("query", operation.query, schemas),
      ...toHeaders(operation),
    ],
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: toContent(body, operation.bodyMediaTypes, schemas),
      },
    }),
    responses: toResponses(operation, schemas),
  };
}

function toContent(body: z.ZodType, mediaTypes: readonly string[] = ["application/json"], schemas: OpenApiSchemas) {
  const toSchema = (type: string) =>
    type === "application/json"
      ? schemas.describe(body, "input")
      : { type: "string", description: body.meta()?.description };
  return Object.fromEntries(mediaTypes.map(type => [type, { schema: toSchema(type) }]));
}

function toDescription({ description, auth, scope, limit, hasDryRun, honoursIfMatch }: Operation): string {
  const keys = scope ? `API keys need the scope \`${scope}\`.` : "API keys are not accepted.";
  const access = {
    none: "No authentication needed.",
    optional: `Authentication is optional. ${keys}`,
    required: `Requires authentication. ${keys}`,
    admin: `For administrators only. ${keys}`,
  }[auth];
  const limits = [
    limit && limit !== "none" && `Counts against the rate limit \`${limit}\`${limit === "picture" ? " only" : ""}.`,
    hasDryRun && "A dry run counts against `bulk-trial` instead.",
  ];
  const facts = [access, ...limits, honoursIfMatch && "Honours `If-Match`."].filter(fact => fact).join(" ");
  return description ? `${description}\n\n${facts}` : facts;
}

function toParameters(place: "path" | "query", schema: z.ZodType | undefined, schemas: OpenApiSchemas) {
  if (!schema) return [];
  const { properties, required = [] } = schemas.describe(schema, "input") as {
    properties: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description && { description }),
    schema: property,
  }));
}

function toHeaders({ method, honoursIfMatch }: Operation) {
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string", maxLength: 255 },
  });
  return [
    ...(method === "post"
      ? [
          header(
            "Idempotency-Key",
            "A key of your choice. Repeated with the same key within 24 hours, the request is not carried out again but gets the same response.",
          ),
        ]
      : []),
    ...(honoursIfMatch
      ? [
          header(
            "If-Match",
            "The `ETag` that you read. If the link has changed since, the response is 412 and nothing changes.",
          ),
        ]
      : []),
    ...(honoursIfMatch && method === "put"
      ? [header("If-None-Match", "`*` only creates: if the link exists, the response is 412 and nothing changes.")]
      : []),
  ];
}

export interface ResponseObject {
  description: string;
  headers?: object;
  content?: Record<string, { schema: object; examples?: object }>;
}

function toResponses(operation: Operation, schemas: OpenApiSchemas): Record<string, ResponseObject> {
  const { status, alsoAt } = operation.success;
  const success = toSuccess(operation.success, schemas);
  return { ...toProblems(operation), [status]: success, ...(alsoAt && { [alsoAt]: success }) };
}

function toSuccess({ schema, mediaTypes, jsonSchema }: Operation["success"], schemas: OpenApiSchemas): ResponseObject {
  if (mediaTypes) {
    const toSchema = (type: string) =>
      type === "application/json" && jsonSchema
        ? schemas.describe(jsonSchema, "output")
        : { type: "string", format: "binary" };
    const content = Object.fromEntries(mediaTypes.map(type => [type, { schema: toSchema(type) }]));
    return { description: "Success.", content };
  }
  if (!schema) return { description: "Success, without a body." };
  return { description: "Success.", content: { "application/json": { schema: schemas.describe(schema, "output") } } };
}

const retried: readonly number[] = [429, 503];
const retryAfter = {
  "Retry-After": { description: "Seconds until a retry makes sense.", schema: { type: "integer" } },
};

function toProblems(operation: Operation): Record<string, ResponseObject> {
  const byStatus = Map.groupBy(problemCodesOf(operation), code => problems[code].status);
  const schema = { $ref: "#/components/schemas/Problem" };
  const toExamples = (codes: readonly ProblemCode[]) =>
    Object.fromEntries(codes.map(code => [code, { $ref: `#/components/examples/${code}` }]));
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map(code => `\`${code}\`: ${problems[code].title}.`).join("\n\n"),
        ...(retried.includes(status) && { headers: retryAfter }),
        content: { [problemMediaType]: { schema, examples: toExamples(codes) } },
      },
    ]),
  );
}
