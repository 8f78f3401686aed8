/** What other features and the root use of webhooks. */

export type { WebhooksDeps } from "./deps.ts";
export { resumeWebhooks, suspendWebhooks, switchOffWebhooks, switchOffWebhooksTo } from "./owner-webhooks.ts";
export { addWebhookRoutes } from "./routes.ts";
