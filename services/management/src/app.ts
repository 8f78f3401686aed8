import { type Operation, operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import express, { type Express } from "express";
import helmet from "helmet";
import { addAuthRoutes, addMailPages } from "./accounts/index.ts";
import { addAdminRoutes } from "./admin/index.ts";
import { addAnalyticsRoutes } from "./analytics/index.ts";
import { addCodeRoutes } from "./codes/index.ts";
import type { Context } from "./context.ts";
import { addDashboard } from "./dashboard/index.ts";
import { addDocsRoutes } from "./docs/index.ts";
import { addDomainRoutes } from "./domains/index.ts";
import { addHealthRoutes } from "./health/index.ts";
import {
  allowOrigins,
  assignRequestId,
  compressAnswers,
  endIdleReaders,
  endUnreadBodies,
  handleProblem,
  measureRequests,
  refuseOtherMethods,
  traceRequests,
} from "./http/index.ts";
import { addInstanceRoutes } from "./instance/index.ts";
import { addLabelRoutes } from "./labels/index.ts";
import { addLinkRoutes } from "./links/index.ts";
import { addOpsPages, addOpsRoutes } from "./ops/index.ts";
import { addPreviewRoutes } from "./previews/index.ts";
import { addQrRoutes } from "./qr/index.ts";
import { addReportRoutes } from "./reports/index.ts";
import { addRequestLogRoutes, recordRequests } from "./request-log/index.ts";
import { addSavedViewRoutes } from "./saved-views/index.ts";
import { addSharedViewRoutes } from "./shared-views/index.ts";
import { addSimulationRoutes } from "./simulation/index.ts";
import { addSocialRoutes } from "./social/index.ts";
import { addTransferRoutes } from "./transfer/index.ts";
import { addUnlockRoutes } from "./unlock/index.ts";
import { addUtmTemplateRoutes } from "./utm-templates/index.ts";
import { addVersionRoutes } from "./versions/index.ts";
import { addWebhookRoutes } from "./webhooks/index.ts";
import { addWorkspaceRoutes } from "./workspaces/index.ts";

export function createApp(context: Context): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.use(measureRequests(context.metrics));
  app.use(endIdleReaders());
  app.use(assignRequestId);
  app.use(recordRequests(context.requestRecorder));
  if (context.tracing) app.use(traceRequests(context.tracing));
  app.use(toSecurityHeaders(context.config.appUrl));
  if (context.config.http.corsOrigins.length > 0) app.use(allowOrigins(context.config.http.corsOrigins));
  app.use(compressAnswers());
  app.use(endUnreadBodies);
  addAuthRoutes(app, context);
  addMailPages(app, context);
  addRequestLogRoutes(app, context);
  // Before routes that have an id where these have a name.
  addTransferRoutes(app, context);
  addLinkRoutes(app, context);
  addUnlockRoutes(app, context);
  addCodeRoutes(app, context);
  addVersionRoutes(app, context);
  addSimulationRoutes(app, context);
  addWorkspaceRoutes(app, context);
  addLabelRoutes(app, context);
  addUtmTemplateRoutes(app, context);
  addDomainRoutes(app, context);
  addPreviewRoutes(app, context);
  addReportRoutes(app, context);
  addAnalyticsRoutes(app, context);
  addSavedViewRoutes(app, context);
  addSharedViewRoutes(app, context);
  addQrRoutes(app, context);
  addWebhookRoutes(app, context);
  if (context.social) addSocialRoutes(app, { ...context, social: context.social });
  addAdminRoutes(app, context);
  addHealthRoutes(app, context);
  addInstanceRoutes(app, context);
  addOpsRoutes(app, context);
  addOpsPages(app, context);
  const served = Object.values<Operation>(operations).filter(({ tag }) => tag !== "social" || context.social);
  addDocsRoutes(app, context, served);
  addDashboard(app, context);
  refuseOtherMethods(app, served);
  app.use(() => {
    throw new Problem("not-found");
  });
  app.use(handleProblem(context.log));
  return app;
}

/** Sends HSTS only if the service uses HTTPS, and never for subdomains. */
function toSecurityHeaders(appUrl: string) {
  const isHttps = appUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: isHttps ? [] : null } },
    strictTransportSecurity: isHttps && { includeSubDomains: false },
  });
}
