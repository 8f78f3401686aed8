import type { Operation } from "@shunt/contracts/operations";
import type { Express } from "express";
import type { Caller } from "../../access/index.ts";
import { type Input, type Reply, serve } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";

/**
 * Answers a question about clicks, which may read a great many rows: in its lane, so that those of one account leave connections
 * and processors to others. While it waits, and while it runs, it ends when its client leaves.
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
