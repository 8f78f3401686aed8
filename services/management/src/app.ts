import { type Operation, operations, Problem } from "@shunt/contracts";
import express, { type Express } from "express";
import helmet from "helmet";
import { addAdminRoutes } from "./admin/routes.ts";
import { addAnalyticsRoutes } from "./analytics/routes.ts";
import { addMailPages } from "./auth/mail-pages.ts";
import { addAuthRoutes } from "./auth/routes.ts";
import { addCodeRoutes } from "./codes/routes.ts";
import type { Context } from "./context.ts";
import { addDocsRoutes } from "./docs/routes.ts";
import { addDomainRoutes } from "./domains/routes.ts";
import { addHealthRoutes } from "./health/routes.ts";
import { allowOrigins } from "./http/allow-origins.ts";
import { endUnreadBodies } from "./http/body/end-unread-bodies.ts";
import { endIdleReaders } from "./http/end-idle-readers.ts";
import { handleProblem } from "./http/handle-problem.ts";
import { measureRequests } from "./http/measure-requests.ts";
import { refuseOtherMethods } from "./http/refuse-method.ts";
import { assignRequestId } from "./http/request-id.ts";
import { traceRequests } from "./http/trace-requests.ts";
import { addLinkRoutes } from "./links/routes.ts";
import { addOpsPages } from "./ops/pages.ts";
import { addOpsRoutes } from "./ops/routes.ts";
import { addPreviewRoutes } from "./previews/routes.ts";
import { addQrRoutes } from "./qr/routes.ts";
import { addSocialRoutes } from "./social/routes.ts";
import { addTransferRoutes } from "./transfer/routes.ts";
import { addWebhookRoutes } from "./webhooks/routes.ts";

/** The whole HTTP face of the service. */
export function createApp(context: Context): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.use(measureRequests(context.metrics));
  app.use(endIdleReaders());
  app.use(assignRequestId);
  if (context.tracing) app.use(traceRequests(context.tracing));
  app.use(toSecurityHeaders(context.config.appUrl));
  if (context.config.http.corsOrigins.length > 0) app.use(allowOrigins(context.config.http.corsOrigins));
  app.use(endUnreadBodies);
  addAuthRoutes(app, context);
  addMailPages(app, context);
  // Before what has an id where these have a name.
  addTransferRoutes(app, context);
  addLinkRoutes(app, context);
  addCodeRoutes(app, context);
  addDomainRoutes(app, context);
  addPreviewRoutes(app, context);
  addAnalyticsRoutes(app, context);
  addQrRoutes(app, context);
  addWebhookRoutes(app, context);
  if (context.social) addSocialRoutes(app, { ...context, social: context.social });
  addAdminRoutes(app, context);
  addHealthRoutes(app, context);
  addOpsRoutes(app, context);
  addOpsPages(app, context);
  const served = Object.values<Operation>(operations).filter(({ tag }) => tag !== "social" || context.social);
  addDocsRoutes(app, context, served);
  refuseOtherMethods(app, served);
  app.use(() => {
    throw new Problem("not-found");
  });
  app.use(handleProblem(context.log));
  return app;
}

/** The browser is told to insist on HTTPS only where HTTPS is served, and never for other hosts of the same domain. */
function toSecurityHeaders(appUrl: string) {
  const isHttps = appUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: isHttps ? [] : null } },
    strictTransportSecurity: isHttps && { includeSubDomains: false },
  });
}
