import { operations } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
import { toEntityTag } from "../http/if-match.ts";
import { serve } from "../http/serve.ts";
import { toLinkBody } from "../links/to-link-body.ts";
import { toOwnLinkId } from "../links/to-link-id.ts";
import { fetchPage } from "./fetch-page.ts";
import { fetchTitle } from "./fetch-title.ts";

export function addPreviewRoutes(app: Express, context: Context): void {
  serve(app, context, operations.previewPage, (ctx, { actor, body, signal }) =>
    fetchPage(ctx, { owner: actor.userId, signal }, body.url),
  );
  serve(app, context, operations.fetchTitle, async (ctx, { actor, params, query, signal }, res) => {
    const id = await toOwnLinkId(ctx, actor, params.id, query);
    const link = await fetchTitle(ctx, actor, id, { ifMatch: res.req.get("if-match"), signal });
    res.setHeader("ETag", toEntityTag(link.version, link.clickCount));
    return toLinkBody(link, ctx.config.baseUrl);
  });
}
