import { operations } from "@shunt/contracts";
import type { Express } from "express";
import { createTicket } from "../auth/create-ticket.ts";
import type { Context } from "../context.ts";
import { serve } from "../http/serve.ts";
import { exportEvents } from "./export-events.ts";
import { getBreakdown } from "./get-breakdown.ts";
import { compareLinks, getSeries } from "./get-series.ts";
import { getHeatMap, getTopLinks } from "./get-top-links.ts";
import { listEvents } from "./list-events.ts";
import { listOrphans } from "./list-orphans.ts";
import { resetNumbers } from "./reset-numbers.ts";
import { serveQuestion } from "./serve-question.ts";
import { summariseLink } from "./summarise-link.ts";
import { watchClicks } from "./watch-clicks.ts";

export function addAnalyticsRoutes(app: Express, context: Context): void {
  serveQuestion(app, context, operations.getSummary, (ctx, { actor, params, query }) =>
    summariseLink(ctx, actor, params.short_code, query),
  );
  serveQuestion(app, context, operations.getSeries, (ctx, { actor, query, signal }) =>
    getSeries(ctx, actor, query, signal),
  );
  serveQuestion(app, context, operations.getBreakdown, (ctx, { actor, query, signal }) =>
    getBreakdown(ctx, actor, query, signal),
  );
  serveQuestion(app, context, operations.getTopLinks, (ctx, { actor, query, signal }) =>
    getTopLinks(ctx, actor, query, signal),
  );
  serveQuestion(app, context, operations.getHeatMap, (ctx, { actor, query, signal }) =>
    getHeatMap(ctx, actor, query, signal),
  );
  serveQuestion(app, context, operations.compareLinks, (ctx, { actor, query, signal }) =>
    compareLinks(ctx, actor, query, signal),
  );
  serveQuestion(app, context, operations.listClickEvents, (ctx, { actor, query, signal }) =>
    listEvents(ctx, actor, query, signal),
  );
  serve(app, context, operations.exportClickEvents, (ctx, { actor, query, signal }, res) =>
    exportEvents(ctx, { actor, signal, res }, query),
  );
  serve(app, context, operations.createClicksTicket, async (ctx, { actor }) => createTicket(ctx, actor, "clicks"));
  serve(app, context, operations.watchClicks, (ctx, { actor, query }, res) => watchClicks(ctx, actor, query, res));
  serveQuestion(app, context, operations.listOrphans, (ctx, { actor, query }) => listOrphans(ctx, actor, query));
  serve(app, context, operations.resetNumbers, (ctx, { actor, params, query }) =>
    resetNumbers(ctx, actor, params.short_code, query.domain),
  );
}
