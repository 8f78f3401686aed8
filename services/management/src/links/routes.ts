import { type LinkPage, operations } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
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

  serve(app, context, operations.createLink, async (ctx, { actor, body }, res) => {
    const link = toBody(await createLink(ctx, actor, body));
    res.location(`/api/v1/urls/${link.id}`);
    return link;
  });
  serve(app, context, operations.listLinks, async ({ db }, { actor, query }): Promise<LinkPage> => {
    const { links, total } = await listOwnLinks(db, actor.userId, query);
    const { page, size } = query;
    return { items: links.map(toBody), total, page, size, pages: Math.ceil(total / size) };
  });
  serve(app, context, operations.getLink, async (ctx, { actor, params }) =>
    toBody(await getLink(ctx, actor, params.id)),
  );
  serve(app, context, operations.updateLink, async (ctx, { actor, params, body }) =>
    toBody(await updateLink(ctx, actor, params.id, body)),
  );
  serve(app, context, operations.deleteLink, (ctx, { actor, params }) => deleteLink(ctx, actor, params.id));
}
