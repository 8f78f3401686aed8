import { expect, expectTypeOf, test } from "vitest";
import type { Link } from "./links.ts";
import {
  type LinkEventType,
  SubscribableType,
  type WebhookData,
  type WebhookEventType,
  webhookEvent,
  webhookEvents,
} from "./webhook-events.ts";

const workspaceId = "019a0000-0000-7000-8000-000000000000";
const at = new Date("2026-11-20T12:00:00Z");

test("webhookEvent puts type, time and data into the body that receivers get", () => {
  const event = webhookEvent("webhook.test", workspaceId, { webhook_id: workspaceId }, { at, onceKey: "once" });

  expect(event).toEqual({
    workspaceId,
    type: "webhook.test",
    payload: { type: "webhook.test", timestamp: "2026-11-20T12:00:00.000Z", data: { webhook_id: workspaceId } },
    onceKey: "once",
  });
});

test("webhookEvent does not compile with data of another type", () => {
  // @ts-expect-error a deleted link is sent whole, not only its id
  webhookEvent("link.deleted", workspaceId, { id: workspaceId }, { at });
  // @ts-expect-error the data of another type
  webhookEvent("webhook.test", workspaceId, { clicks: [] }, { at });
  // @ts-expect-error not in the registry
  expect(() => webhookEvent("link.renamed", workspaceId, {}, { at })).not.toThrow();
});

test("the lists of event types derive from the registry", () => {
  expect(SubscribableType.options).toEqual(
    Object.entries(webhookEvents).flatMap(([type, { isSubscribable }]) => (isSubscribable ? type : [])),
  );
  expectTypeOf<"webhook.test">().not.toExtend<SubscribableType>();
  expectTypeOf<SubscribableType>().toExtend<WebhookEventType>();
  expectTypeOf<WebhookData<LinkEventType>>().toEqualTypeOf<Link>();
});
