import { operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express } from "express";
import { authenticate } from "../auth/index.ts";
import { serve } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";
import { createOpsCookie, issueTokenOf, opsSessionMs } from "./ops-session.ts";
import { retryDeadBatches } from "./retry-dead-batches.ts";
import { watchOverview } from "./watch-overview.ts";

export function addOpsRoutes(app: Express, context: OpsDeps): void {
  serve(app, context, operations.getOpsOverview, ({ overview }) => overview.read());
  const cookie = createOpsCookie(context.config.appUrl);
  serve(app, context, operations.openOpsSession, async (ctx, { actor }, res) => {
    cookie.set(res, await issueTokenOf(ctx, actor), opsSessionMs);
  });
  serve(app, context, operations.retryDeadBatches, (ctx, { actor }) => retryDeadBatches(ctx, actor));
  serve(app, context, operations.watchOpsOverview, (ctx, { actor }, res) => {
    const authorization = res.req.get("authorization");
    const mayGoOn = async () => {
      try {
        await authenticate(ctx, { authorization }, operations.watchOpsOverview);
        return true;
      } catch (err) {
        // While the database is down, access cannot be checked, and operators want to see that it is down.
        return !(err instanceof Problem);
      }
    };
    return watchOverview(ctx, actor.userId, mayGoOn, res);
  });
}
