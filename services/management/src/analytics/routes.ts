import { operations } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
import { serve } from "../http/serve.ts";
import { summariseLink } from "./summarise-link.ts";

export function addAnalyticsRoutes(app: Express, context: Context): void {
  serve(app, context, operations.getSummary, (ctx, { actor, params, query }) =>
    summariseLink(ctx, actor, params.short_code, query.days),
  );
}
