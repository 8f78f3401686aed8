import { z } from "zod";
import { type ProblemCode, problems } from "../problem.ts";
import { toOperationObject } from "./openapi-operation.ts";
import { createOpenApiSchemas } from "./openapi-schemas.ts";
import { toWebhookObject } from "./openapi-webhook.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { webhookEvents } from "./webhook-events.ts";

const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z
      .enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])
      .meta({ description: "To branch on: it stays." }),
    request_id: z.string().meta({ description: "To quote when asking for help." }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "`/tags/0` in the body, `?days` in the query, `:id` in the path." }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: "The fields that were refused." }),
  })
  .meta({ id: "Problem", description: "What went wrong (RFC 9457)." });

const tags: Record<Operation["tag"] | "aliases", string> = {
  auth: "Accounts, sessions, and keys for programs.",
  links: "Short links.",
  domains: "Domains of one's own.",
  analytics: "Who clicked, when, where and by what. Bots are left out unless asked for.",
  qr: "Short links as pictures.",
  webhooks: "Telling other services what happens.",
  social: "Posts whose links count their clicks, and the people who see them.",
  aliases: "The same once more, at shorter paths.",
  admin: "For administrators.",
  operations: "For those who keep it running.",
};

const description = `Links, QR codes and analytics.

Sign in by \`POST /api/v1/auth/login\`, or make an API key, and send either as \`Authorization: Bearer …\`.

Errors are [problems](https://www.rfc-editor.org/rfc/rfc9457) with a stable \`code\`. Requests are limited by account, or by address
for who has none: \`RateLimit\` tells what is left, 429 comes with \`Retry-After\`. A \`POST\` with an \`Idempotency-Key\` happens once. Times
are ISO 8601 in UTC. Fields may be added to answers; ignore those that you do not know.`;

export type OpenApiDescription = ReturnType<typeof toOpenApi>;

/**
 * The OpenAPI 3.1 description of the management API, made from the schemas that the server parses with.
 *
 * @param served without operations that are switched off
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
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "An access token, or an API key." } },
      schemas: schemas.components,
    },
  };
}
