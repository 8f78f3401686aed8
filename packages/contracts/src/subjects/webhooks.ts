/** Webhooks, their events and deliveries. */
export * from "../api/operations/webhooks.ts";
export * from "../api/webhook-events.ts";
export * from "../api/webhooks.ts";
