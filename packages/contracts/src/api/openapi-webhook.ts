import { z } from "zod";
import type { OpenApiSchemas } from "./openapi-schemas.ts";

/** What a receiver is sent, with the headers of https://www.standardwebhooks.com. */
export function toWebhookObject(
  type: string,
  { summary, data }: { summary: string; data: z.ZodType },
  schemas: OpenApiSchemas,
) {
  const body = z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data });
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
      header("webhook-id", "Of the event: the same whenever it is sent again."),
      header("webhook-timestamp", "Of the attempt, in seconds since 1970."),
      header("webhook-signature", "`v1,` and the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`."),
    ],
    requestBody: { required: true, content: { "application/json": { schema: schemas.describe(body, "output") } } },
    responses: {
      "2XX": { description: "It has been received" },
      410: { description: "Nobody is there any more: the webhook is switched off" },
    },
  };
}
