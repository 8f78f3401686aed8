import { z } from "zod";
import { InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { webUrl } from "../web-url.ts";
import { changes } from "./changes.ts";
import { Page, pageQuery } from "./query.ts";
import { SubscribableType, type WebhookEventType, webhookEvents } from "./webhook-events.ts";

const maxUrlLength = 2_000;

const fields = {
  // The host is checked by the service: OUTBOUND_ALLOWED_NETWORKS may allow private ones.
  url: webUrl(maxUrlLength).describe("The `http` or `https` URL that receives the events."),
  events: z
    .array(SubscribableType)
    .min(1)
    .max(SubscribableType.options.length)
    .transform(types => [...new Set(types)])
    .describe("Types of the events to send."),
  description: text({ max: 500 }).nullish().describe("A note of yours about the webhook, or `null`."),
};

const exampleWebhook = { url: "https://example.com/hooks", events: ["link.created", "link.clicked"] };

export const CreateWebhook = z
  .strictObject({
    workspace_id: z
      .uuid()
      .optional()
      .describe("Id of the workspace whose events are sent. Omit it for your personal one."),
    ...fields,
  })
  .meta({ examples: [exampleWebhook] });
export type CreateWebhook = z.infer<typeof CreateWebhook>;

/** Omitted fields stay unchanged; `null` clears a field. */
export const UpdateWebhook = changes({
  url: fields.url.optional(),
  events: fields.events.optional(),
  description: fields.description,
  is_active: z
    .boolean()
    .optional()
    .describe("`false` pauses deliveries. `true` resumes them and clears `failing_since` and `disabled_reason`."),
}).meta({ examples: [{ is_active: true }] });
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

export const WebhookParams = z.strictObject({ id: z.uuid().describe("Id of the webhook.") });
export const DeliveryParams = WebhookParams.extend({ delivery_id: z.uuid().describe("Id of the delivery.") });

const webhookFields = {
  id: z.uuid().describe("Id of the webhook."),
  workspace_id: z.uuid().describe("Id of its workspace."),
  url: z.string().describe("The URL that receives the events."),
  description: z.string().nullable().describe("Your note about the webhook, or `null`."),
  events: z.array(SubscribableType).describe("Types of the events that are sent."),
  is_active: z.boolean().describe("Whether events are delivered."),
  failing_since: InstantText.nullable().describe("Time of the first failure since the last success, or `null`."),
  disabled_reason: z.string().nullable().describe("Why the service disabled the webhook, or `null`."),
  skipped_events: z
    .int()
    .describe("Events of the last 30 days that were not sent because 10,000 deliveries were already waiting."),
  last_skipped_at: InstantText.nullable().describe("Time of the last event that was not sent, or `null`."),
  created_at: InstantText.describe("Time of creation."),
  updated_at: InstantText.describe("Time of the last change."),
};

export const Webhook = z.object(webhookFields).meta({ id: "Webhook" });
export type Webhook = z.infer<typeof Webhook>;

const secret = z
  .string()
  .describe("The secret that signs deliveries, shown only in this response: `whsec_` and the base64 of the key.");

export const NewWebhook = z.object({ ...webhookFields, secret }).meta({ id: "NewWebhook" });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookSecret = z.object({ secret }).meta({ id: "WebhookSecret" });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const Webhooks = z
  .object({ items: z.array(Webhook).describe("The webhooks of your workspaces, the newest first.") })
  .meta({ id: "Webhooks" });

const DeliveryStatus = z.enum(["pending", "delivered", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const ListDeliveries = z.strictObject({
  status: DeliveryStatus.optional().describe("Only deliveries with this status."),
  ...pageQuery({ size: 20, maxSize: 100 }),
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

const Delivery = z.object({
  id: z.uuid().describe("Id of the delivery."),
  event_id: z.uuid().describe("Id of the event, sent as `webhook-id`. It is the same for every attempt."),
  event_type: z
    .enum(Object.keys(webhookEvents) as [WebhookEventType, ...WebhookEventType[]])
    .describe("Type of the event."),
  status: DeliveryStatus.describe("`pending` deliveries are attempted again; `failed` ones are not."),
  attempts: z.int().describe("Number of attempts so far."),
  last_attempt_at: InstantText.nullable().describe("Time of the last attempt; `null` before the first."),
  last_status: z.int().nullable().describe("HTTP status of the last response; `null` without a response."),
  last_error: z
    .string()
    .nullable()
    .describe("The beginning of the last response that was not 2xx, or why there was no response; else `null`."),
  last_duration_ms: z.int().nullable().describe("Milliseconds until the last response; `null` without a response."),
  next_attempt_at: InstantText.nullable().describe("Time of the next attempt; `null` unless pending."),
  created_at: InstantText.describe("When the event was queued for this webhook."),
  payload: z.unknown().describe("The body that is sent."),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryPage = Page(Delivery).meta({ id: "DeliveryPage" });
export type DeliveryPage = z.infer<typeof DeliveryPage>;
