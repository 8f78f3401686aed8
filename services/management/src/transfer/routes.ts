import { operations } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
import { serve } from "../http/serve.ts";
import { exportLinks } from "./export-links.ts";
import { exportRedirectMap } from "./export-redirect-map.ts";
import { importLinks } from "./import-links.ts";

export function addTransferRoutes(app: Express, context: Context): void {
  serve(app, context, operations.importLinks, (ctx, { actor, body, query }) => importLinks(ctx, actor, body, query));
  serve(app, context, operations.exportLinks, (ctx, { actor, query }, res) => exportLinks(ctx, actor, query, res));
  serve(app, context, operations.exportRedirectMap, (ctx, { actor, query }, res) =>
    exportRedirectMap(ctx, actor, query, res),
  );
}
