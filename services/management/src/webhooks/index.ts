export type { WebhooksDeps } from "./deps.ts";
export { resumeWebhooks, suspendWebhooks, switchOffWebhooks, switchOffWebhooksTo } from "./owner-webhooks.ts";
export { addWebhookRoutes } from "./routes.ts";
