import { type LinkPage, operations } from "@shunt/contracts";
import type { Express, Response } from "express";
import type { Context } from "../context.ts";
import { toEntityTag } from "../http/if-match.ts";
import { serve } from "../http/serve.ts";
import { createLink } from "./create-link.ts";
import { deleteLink } from "./delete-link.ts";
import { getLink } from "./get-link.ts";
import type { LinkRecord } from "./link-record.ts";
import { listOwnLinks } from "./list-own-links.ts";
import { toLinkBody } from "./to-link-body.ts";
import { updateLink } from "./update-link.ts";

export function addLinkRoutes(app: Express, context: Context): void {
  const toBody = (link: LinkRecord) => toLinkBody(link, context.config.BASE_URL);
  const toTagged = (link: LinkRecord, res: Response) => {
    res.setHeader("ETag", toEntityTag(link.version, link.clickCount));
    return toBody(link);
  };

  serve(app, context, operations.createLink, async (ctx, { actor, body }, res) => {
    const link = toTagged(await createLink(ctx, actor, body), res);
    res.location(`/api/v1/urls/${link.id}`);
    return link;
  });
  serve(app, context, operations.listLinks, async ({ db }, { actor, query }): Promise<LinkPage> => {
    const { links, total } = await listOwnLinks(db, actor.userId, query);
    const { page, size } = query;
    return { items: links.map(toBody), total, page, size, pages: Math.ceil(total / size) };
  });
  serve(app, context, operations.getLink, async (ctx, { actor, params }, res) =>
    toTagged(await getLink(ctx, actor, params.id), res),
  );
  serve(app, context, operations.updateLink, async (ctx, { actor, params, body }, res) =>
    toTagged(await updateLink(ctx, actor, params.id, body, res.req.get("if-match")), res),
  );
  serve(app, context, operations.deleteLink, (ctx, { actor, params }, res) =>
    deleteLink(ctx, actor, params.id, res.req.get("if-match")),
  );
}
