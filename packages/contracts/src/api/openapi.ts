import { z } from "zod";
import { Problem, type ProblemCode, problems, toProblemBody, validationProblem } from "../problem.ts";
import { toOperationObject } from "./openapi-operation.ts";
import { createOpenApiSchemas } from "./openapi-schemas.ts";
import { toWebhookObject } from "./openapi-webhook.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { webhookEvents } from "./webhook-events.ts";

const ProblemBody = z
  .object({
    type: z.string().describe("URN of the problem: `urn:shunt:problem:` and the code."),
    title: z.string().describe("Meaning of the code, in one line."),
    status: z.int().describe("HTTP status of the response."),
    detail: z.string().describe("Describes the error in this request and what to do about it."),
    code: z
      .enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])
      .describe("Stable code of the problem, to branch on."),
    request_id: z.string().describe("Id of the request. Quote it when you ask for help."),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe("The field: `/tags/0` in the body, `?days` in the query, `:id` in the path."),
          detail: z.string().describe("Describes what the field requires or accepts."),
        }),
      )
      .optional()
      .describe("The invalid fields, with `validation-failed`."),
  })
  .meta({
    id: "Problem",
    description: "Details of an error (RFC 9457).",
  });

const exampleErrors = [{ pointer: "/original_url", detail: "is required" }];

const problemExamples = Object.fromEntries(
  (Object.keys(problems) as ProblemCode[]).map(code => {
    const problem = code === "validation-failed" ? validationProblem(exampleErrors) : new Problem(code);
    return [code, { value: toProblemBody(problem, "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10") }];
  }),
);

const tags: Record<Operation["tag"] | "aliases", string> = {
  auth: "Your account, sessions and API keys.",
  links: "Short links: create, change, import and export them.",
  domains: "Custom domains for your short links.",
  analytics: "Statistics of clicks. Bots are left out unless you include them.",
  qr: "QR codes of short links.",
  webhooks: "Signed requests that notify your own services of events.",
  social: "Posts whose links count clicks, friends and notifications.",
  aliases: "The social operations at shorter paths.",
  admin: "For administrators: accounts, moderation and the audit log.",
  operations: "For operators: health and the state of the services.",
};

const description = `Create short links, draw their QR codes and read their statistics.

**Authentication.** Sign in with \`POST /api/v1/auth/login\` or create an API key, and send the access token or the key as
\`Authorization: Bearer …\`.

**Errors** are [problem details](https://www.rfc-editor.org/rfc/rfc9457) with a stable \`code\`. Unknown fields of bodies and queries are
refused.

**Rate limits** apply per account, or per IP address without authentication. The \`RateLimit\` header reports the remaining quota; over
it, you get 429 with \`Retry-After\`.

**Retries.** Send a \`POST\` with an \`Idempotency-Key\`, and repeat it safely with the same key.

**Compatibility.** Times are ISO 8601 in UTC. Responses may get further fields: ignore fields that you do not know.`;

export type OpenApiDescription = ReturnType<typeof toOpenApi>;

/**
 * The OpenAPI 3.1 description of the management API, derived from the schemas that the server parses with.
 *
 * @param served operations to describe; by default all
 */
export function toOpenApi(serverUrl: string, served: readonly Operation[] = Object.values(operations)) {
  const schemas = createOpenApiSchemas();
  const paths: Record<string, Partial<Record<Operation["method"], ReturnType<typeof toOperationObject>>>> = {};
  const add = (id: string, path: string, operation: Operation, tag: keyof typeof tags) => {
    const template = path.replace(/:(\w+)/g, "{$1}");
    const described = { ...toOperationObject(id, operation, schemas), tags: [tag] };
    paths[template] = { ...paths[template], [operation.method]: described };
  };
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    if (!served.includes(operation)) continue;
    add(id, operation.path, operation, operation.tag);
    if (operation.alias) add(`${id}Alias`, operation.alias, operation, "aliases");
  }
  schemas.describe(ProblemBody, "output");
  return {
    openapi: "3.1.0",
    info: { title: "Shunt", version: "1", description },
    servers: [{ url: serverUrl }],
    tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    paths,
    webhooks: Object.fromEntries(
      Object.entries(webhookEvents).map(([type, event]) => [type, { post: toWebhookObject(type, event, schemas) }]),
    ),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "An access token or an API key." } },
      examples: problemExamples,
      schemas: schemas.components,
    },
  };
}
