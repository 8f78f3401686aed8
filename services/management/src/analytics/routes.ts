import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { createTicket } from "../auth/index.ts";
import { serve } from "../http/index.ts";
import { getBreakdown } from "./breakdown/get-breakdown.ts";
import type { AnalyticsDeps } from "./deps.ts";
import { exportEvents } from "./events/export-events.ts";
import { listEvents } from "./events/list-events.ts";
import { listOrphans } from "./events/list-orphans.ts";
import { watchClicks } from "./events/watch-clicks.ts";
import { serveAnalytics } from "./query/serve-analytics.ts";
import { resetStatistics } from "./reset-statistics.ts";
import { compareLinks, getSeries } from "./series/get-series.ts";
import { getSparklines } from "./series/get-sparklines.ts";
import { getHeatMap, getTopLinks } from "./summary/get-top-links.ts";
import { summariseLink } from "./summary/summarise-link.ts";

export function addAnalyticsRoutes(app: Express, context: AnalyticsDeps): void {
  serveAnalytics(app, context, operations.getSummary, (ctx, { actor, params, query }) =>
    summariseLink(ctx, actor, params.short_code, query),
  );
  serveAnalytics(app, context, operations.getSeries, (ctx, { actor, query, signal }) =>
    getSeries(ctx, actor, query, signal),
  );
  serveAnalytics(app, context, operations.getSparklines, (ctx, { actor, query }) => getSparklines(ctx, actor, query));
  serveAnalytics(app, context, operations.getBreakdown, (ctx, { actor, query, signal }) =>
    getBreakdown(ctx, actor, query, signal),
  );
  serveAnalytics(app, context, operations.getTopLinks, (ctx, { actor, query, signal }) =>
    getTopLinks(ctx, actor, query, signal),
  );
  serveAnalytics(app, context, operations.getHeatMap, (ctx, { actor, query, signal }) =>
    getHeatMap(ctx, actor, query, signal),
  );
  serveAnalytics(app, context, operations.compareLinks, (ctx, { actor, query, signal }) =>
    compareLinks(ctx, actor, query, signal),
  );
  serveAnalytics(app, context, operations.listClickEvents, (ctx, { actor, query, signal }) =>
    listEvents(ctx, actor, query, signal),
  );
  serve(app, context, operations.exportClickEvents, (ctx, { actor, query, signal }, res) =>
    exportEvents(ctx, { actor, signal, res }, query),
  );
  serve(app, context, operations.createClicksTicket, async (ctx, { actor }) => createTicket(ctx, actor, "clicks"));
  serve(app, context, operations.watchClicks, (ctx, { actor, query }, res) => watchClicks(ctx, actor, query, res));
  serveAnalytics(app, context, operations.listOrphans, (ctx, { actor, query }) => listOrphans(ctx, actor, query));
  serve(app, context, operations.resetStatistics, (ctx, { actor, params, query }) =>
    resetStatistics(ctx, actor, params.short_code, query.domain),
  );
}
