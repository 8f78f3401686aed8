import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../http/index.ts";
import { toLinkBody, toLinkTag, toOwnLinkId } from "../links/index.ts";
import type { PreviewsDeps } from "./deps.ts";
import { fetchPage } from "./fetch-page.ts";
import { fetchTitle } from "./fetch-title.ts";

export function addPreviewRoutes(app: Express, context: PreviewsDeps): void {
  serve(app, context, operations.previewPage, (ctx, { actor, body, signal }) =>
    fetchPage(ctx, { owner: actor.userId, signal }, body.url),
  );
  serve(app, context, operations.fetchTitle, async (ctx, { actor, params, query, signal }, res) => {
    const id = await toOwnLinkId(ctx, actor, params.id, query);
    const link = await fetchTitle(ctx, actor, id, { ifMatch: res.req.get("if-match"), signal });
    res.setHeader("ETag", toLinkTag(link));
    return toLinkBody(link, ctx.config.baseUrl);
  });
}
