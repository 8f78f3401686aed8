import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { fromIdCursor, serve, toListPage } from "../http/index.ts";
import type { RequestLogDeps } from "./deps.ts";
import { findRequests } from "./request-log-store.ts";

export function addRequestLogRoutes(app: Express, context: RequestLogDeps): void {
  serve(app, context, operations.listRequests, async (ctx, { actor, query: { size, cursor, ...filter } }) => {
    // One extra row shows whether there is another page.
    const limit = size + 1;
    const rows = await findRequests(ctx.db, actor.userId, { ...filter, after: fromIdCursor(cursor), limit });
    return toListPage(rows, size, ({ id }) => id);
  });
}
