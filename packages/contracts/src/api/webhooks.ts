import { z } from "zod";
import { InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { webUrl } from "../web-url.ts";
import { changes } from "./changes.ts";
import { Page, pageQuery } from "./query.ts";
import { SubscribableType, type WebhookEventType, webhookEvents } from "./webhook-events.ts";

const maxUrlLength = 2_000;

/** Whether its host may be asked, only the configuration tells. */
const WebhookUrl = webUrl(maxUrlLength);

const fields = {
  url: WebhookUrl,
  events: z
    .array(SubscribableType)
    .min(1)
    .max(SubscribableType.options.length)
    .transform(types => [...new Set(types)]),
  description: text({ max: 500 }).nullish(),
};

export const CreateWebhook = z.strictObject(fields);
export type CreateWebhook = z.infer<typeof CreateWebhook>;

/** A field left out stays as it is; `null` clears it. */
export const UpdateWebhook = changes({
  url: fields.url.optional(),
  events: fields.events.optional(),
  description: fields.description,
  is_active: z.boolean().optional().meta({ description: "`true` forgives its failures." }),
});
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

export const WebhookParams = z.strictObject({ id: z.uuid() });
export const DeliveryParams = z.strictObject({ id: z.uuid(), delivery_id: z.uuid() });

const webhookFields = {
  id: z.uuid(),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(SubscribableType),
  is_active: z.boolean(),
  failing_since: InstantText.nullable().meta({ description: "The first failure since the last success." }),
  disabled_reason: z.string().nullable().meta({ description: "Why it was switched off, where no one asked for it." }),
  skipped_events: z.int().meta({
    description: "Events of the last 30 days that were not sent, as 10,000 deliveries were waiting already.",
  }),
  last_skipped_at: InstantText.nullable(),
  created_at: InstantText,
  updated_at: InstantText,
};

export const Webhook = z.object(webhookFields).meta({ id: "Webhook" });
export type Webhook = z.infer<typeof Webhook>;

const secret = z.string().meta({ description: "`whsec_` and base64: signs the deliveries, and is shown this once." });

export const NewWebhook = z.object({ ...webhookFields, secret }).meta({ id: "NewWebhook" });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookSecret = z.object({ secret }).meta({ id: "WebhookSecret" });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const Webhooks = z.object({ items: z.array(Webhook) }).meta({ id: "Webhooks" });

const DeliveryStatus = z.enum(["pending", "delivered", "failed"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const ListDeliveries = z.strictObject({
  status: DeliveryStatus.optional(),
  ...pageQuery({ size: 20, maxSize: 100 }),
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

const Delivery = z.object({
  id: z.uuid(),
  event_id: z.uuid().meta({ description: "Sent as `webhook-id`: the same for every attempt." }),
  event_type: z.enum(Object.keys(webhookEvents) as [WebhookEventType, ...WebhookEventType[]]),
  status: DeliveryStatus,
  attempts: z.int(),
  last_attempt_at: InstantText.nullable(),
  last_status: z.int().nullable().meta({ description: "Of the answer; null when there was none." }),
  last_error: z.string().nullable().meta({ description: "How the answer's body began, or why there was no answer." }),
  last_duration_ms: z.int().nullable().meta({ description: "Null when there was no answer." }),
  next_attempt_at: InstantText.nullable().meta({ description: "Null unless pending." }),
  created_at: InstantText,
  payload: z.unknown().meta({ description: "The body that is sent." }),
});
export type Delivery = z.infer<typeof Delivery>;

/** The newest first. `next_cursor` is null on the last page. */
export const DeliveryPage = Page(Delivery).meta({ id: "DeliveryPage" });
export type DeliveryPage = z.infer<typeof DeliveryPage>;
