import type { z } from "zod";
import { problemMediaType, problems } from "../problem.ts";
import type { OpenApiSchemas } from "./openapi-schemas.ts";
import type { Operation } from "./operation.ts";
import { problemCodesOf } from "./problem-codes.ts";

/** An operation as OpenAPI 3.1 describes it (https://spec.openapis.org/oas/v3.1.1.html#operation-object). */
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
    type === "application/json" ? schemas.describe(body, "input") : { type: "string" };
  return Object.fromEntries(mediaTypes.map(type => [type, { schema: toSchema(type) }]));
}

function toDescription({ description, auth, scope, limit, hasDryRun, honoursIfMatch }: Operation): string {
  const key = scope ? `an API key needs the scope \`${scope}\`` : "no API key will do";
  const access = {
    none: "For everybody.",
    optional: `For everybody; ${key}.`,
    required: `For who has signed in; ${key}.`,
    admin: "For administrators.",
  }[auth];
  const facts = [
    description,
    access,
    limit && limit !== "none" && `Counted by the limit \`${limit}\` as well.`,
    hasDryRun && "A dry run is counted by `bulk-trial` instead.",
    honoursIfMatch && "Honours `If-Match`.",
  ];
  return facts.filter(fact => fact).join(" ");
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
      ? [header("Idempotency-Key", "Sent again with the same key within a day, the request gets the same answer.")]
      : []),
    ...(honoursIfMatch ? [header("If-Match", "The ETag that was read: refused when it has been changed since.")] : []),
  ];
}

export interface ResponseObject {
  description: string;
  headers?: object;
  content?: Record<string, { schema: object }>;
}

/** By status. */
function toResponses(operation: Operation, schemas: OpenApiSchemas): Record<string, ResponseObject> {
  const { status, alsoAt } = operation.success;
  const success = toSuccess(operation.success, schemas);
  return { ...toProblems(operation), [status]: success, ...(alsoAt && { [alsoAt]: success }) };
}

function toSuccess({ schema, mediaTypes }: Operation["success"], schemas: OpenApiSchemas): ResponseObject {
  if (mediaTypes) {
    const binary = { schema: { type: "string", format: "binary" } };
    return { description: "Success", content: Object.fromEntries(mediaTypes.map(type => [type, binary])) };
  }
  if (!schema) return { description: "Success, no content" };
  return { description: "Success", content: { "application/json": { schema: schemas.describe(schema, "output") } } };
}

/** Statuses that pass. */
const retried: readonly number[] = [429, 503];
const retryAfter = { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } };

function toProblems(operation: Operation): Record<string, ResponseObject> {
  const byStatus = Map.groupBy(problemCodesOf(operation), code => problems[code].status);
  const content = { [problemMediaType]: { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map(code => `\`${code}\`: ${problems[code].title}`).join("\n\n"),
        ...(retried.includes(status) && { headers: retryAfter }),
        content,
      },
    ]),
  );
}
