import { z } from "zod";
import type { OpenApiSchemas } from "./openapi-schemas.ts";

/** A webhook delivery as OpenAPI describes it, with the headers of https://www.standardwebhooks.com. */
export function toWebhookObject(
  type: string,
  { summary, data }: { summary: string; data: z.ZodType },
  schemas: OpenApiSchemas,
) {
  const body = z.object({
    type: z.literal(type).describe("Type of the event."),
    timestamp: z.iso.datetime().describe("When the event happened."),
    data: data.describe("Data of the event."),
  });
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    required: true,
    description,
    schema: { type: "string" },
  });
  return {
    tags: ["webhooks"],
    summary,
    parameters: [
      header("webhook-id", "Id of the event. Repeated deliveries have the same id."),
      header(
        "webhook-timestamp",
        "Time of this attempt in seconds since 1970. Refuse requests that are older than five minutes.",
      ),
      header(
        "webhook-signature",
        "`v1,` and the base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`, keyed by the secret.",
      ),
    ],
    requestBody: { required: true, content: { "application/json": { schema: schemas.describe(body, "output") } } },
    responses: {
      "2XX": { description: "The event was received." },
      410: { description: "The receiver no longer exists. The webhook is disabled." },
    },
  };
}
