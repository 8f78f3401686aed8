export type { WebhooksDeps } from "./deps.ts";
export { disableWebhooks, disableWebhooksTo, resumeWebhooks, suspendWebhooks } from "./owner-webhooks.ts";
export { addWebhookRoutes } from "./routes.ts";
