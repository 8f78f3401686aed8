import { operations } from "@shunt/contracts/operations";
import { lintRules } from "@shunt/decision";
import type { Express } from "express";
import { serve } from "../http/index.ts";
import { toOwnLinkId } from "../links/index.ts";
import type { SimulationDeps } from "./deps.ts";
import { getSimulatedLink } from "./get-simulated-link.ts";
import { simulate } from "./simulate.ts";

export function addSimulationRoutes(app: Express, context: SimulationDeps): void {
  serve(app, context, operations.simulateVisit, async (ctx, { actor, params, query, body }) => {
    const id = await toOwnLinkId(ctx, actor, params.id, query);
    return simulate(await ctx.openTools(), await getSimulatedLink(ctx, actor, id, body.settings), body);
  });
  serve(app, context, operations.lintRules, async (_ctx, { body: { rules, split, original_url: url } }) => ({
    warnings: lintRules({ rules, split, url }),
  }));
}
