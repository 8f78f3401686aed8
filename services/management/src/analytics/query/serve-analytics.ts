import type { Operation } from "@shunt/contracts/operations";
import type { Express } from "express";
import type { Caller } from "../../access/index.ts";
import { type Input, type Reply, serve } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";

/**
 * Runs an operation in the lane for analytics, so that one account cannot take all connections and CPU time. A waiting
 * or running query ends when its client disconnects.
 */
export function serveAnalytics<const O extends Operation>(
  app: Express,
  context: AnalyticsDeps,
  operation: O,
  answer: (context: AnalyticsDeps, input: Input<O>) => Promise<Reply<O>>,
): void {
  serve(app, context, operation, (ctx, input) => {
    const { userId } = input.actor as Caller;
    return ctx.lanes.questions.run(userId, input.signal, () => answer(ctx, input));
  });
}
