import { z } from "zod";
import { InstantText } from "../instant.ts";
import { checkedDestination } from "../link/link-health.ts";
import { ClickEvent } from "./click-event.ts";
import { Link } from "./links.ts";

const NamedLink = Link.pick({ id: true, short_code: true, domain: true, short_url: true, original_url: true });

const ExpiredLink = NamedLink.extend({
  expires_at: InstantText.describe("When the link expired."),
  max_clicks: z.int().nullable().describe("The limit of clicks that was reached; `null` if the time was over."),
});

const CheckedLink = NamedLink.extend(checkedDestination);

const Clicks = z.object({
  clicks: z
    .array(ClickEvent.omit({ is_first_visit: true }))
    .max(100)
    .describe("The clicks, at most 100."),
});

/** The only list of webhook events: schema of `data`, summary for the API description, and whether webhooks can subscribe. */
export const webhookEvents = {
  "link.created": { summary: "A link was created", data: Link, isSubscribable: true },
  "link.updated": { summary: "A link was changed, by its owner or by moderation", data: Link, isSubscribable: true },
  "link.deleted": { summary: "A link was deleted; `data` is its last state", data: Link, isSubscribable: true },
  "link.expired": {
    summary: "A link's `expires_at` has passed, or its `max_clicks` are used up",
    data: ExpiredLink,
    isSubscribable: true,
  },
  "link.broken": {
    summary: "Two checks of one of a link's destinations in a row have failed",
    data: CheckedLink,
    isSubscribable: true,
  },
  "link.recovered": {
    summary: "A check of a broken destination of a link has succeeded",
    data: CheckedLink,
    isSubscribable: true,
  },
  "link.clicked": {
    summary: "Links got human clicks; up to 100 clicks per event",
    data: Clicks,
    isSubscribable: true,
  },
  "webhook.test": {
    summary: "The owner asked for a test delivery; sent to any webhook",
    data: z.object({ webhook_id: z.uuid().describe("Id of the webhook that is tested.") }),
    isSubscribable: false,
  },
} as const satisfies Record<string, { summary: string; data: z.ZodType; isSubscribable: boolean }>;

type Events = typeof webhookEvents;

export type WebhookEventType = keyof Events;
export type WebhookData<T extends WebhookEventType> = z.infer<Events[T]["data"]>;

/** The types whose `data` is a whole link. */
export type LinkEventType = {
  [T in WebhookEventType]: Events[T]["data"] extends typeof Link ? T : never;
}[WebhookEventType];

export type SubscribableType = {
  [T in WebhookEventType]: Events[T]["isSubscribable"] extends true ? T : never;
}[WebhookEventType];

const types = Object.keys(webhookEvents) as WebhookEventType[];

export const SubscribableType = z.enum(
  types.filter((type): type is SubscribableType => webhookEvents[type].isSubscribable),
);

/** Created by `webhookEvent`, stored by `insertWebhookEvents`. */
export interface WebhookEvent<T extends WebhookEventType = WebhookEventType> {
  workspaceId: string;
  type: T;
  /** The body of the delivery (https://www.standardwebhooks.com). */
  payload: { type: T; timestamp: string; data: WebhookData<T> };
  /** Only the first event with a given key is stored. */
  onceKey?: string | undefined;
  /** Webhooks that subscribed after this time do not get the event. */
  happenedAt?: Date | undefined;
}

/** @param at the `timestamp` of the body */
export function webhookEvent<T extends WebhookEventType>(
  type: T,
  workspaceId: string,
  data: WebhookData<T>,
  { at, ...options }: { at: Date } & Pick<WebhookEvent, "onceKey" | "happenedAt">,
): WebhookEvent<T> {
  return { workspaceId, type, payload: { type, timestamp: at.toISOString(), data }, ...options };
}
