import type { WebhookEventType } from "@shunt/contracts/webhooks";
import { assertScope, type Caller, hasScope } from "../access/index.ts";

const clicked: WebhookEventType = "link.clicked";

/**
 * Clicks are statistics, so an API key needs their scope to send them to a URL.
 *
 * @throws Problem "missing-scope"
 */
export function assertMaySendEvents(actor: Caller, events: readonly WebhookEventType[]): void {
  if (events.includes(clicked)) assertScope(actor, "analytics");
}

/** Events whose deliveries do not exist for the caller. */
export function hiddenEvents(actor: Caller): WebhookEventType[] {
  return hasScope(actor, "analytics") ? [] : [clicked];
}
