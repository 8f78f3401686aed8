import type { LinkPage } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express, Response } from "express";
import { actIn, toPublicLink } from "../access/index.ts";
import { serve } from "../http/index.ts";
import { createInBulk, deleteInBulk, updateInBulk } from "./bulk/bulk.ts";
import { deleteLink } from "./change/delete-link.ts";
import { updateLink } from "./change/update-link.ts";
import { claimLinks } from "./claim/claim-links.ts";
import { toClaim } from "./claim/to-claim.ts";
import { checkAvailability } from "./create/check-availability.ts";
import { createLink } from "./create/create-links.ts";
import type { CreatedLink } from "./create/created-link.ts";
import { getLinkByExternalId } from "./create/external-id.ts";
import { upsertLink } from "./create/upsert-link.ts";
import type { LinksDeps } from "./deps.ts";
import type { LinkRecord } from "./link-record.ts";
import { getLink, getOwnLink } from "./read/get-link.ts";
import { listDestinations } from "./read/list-destinations.ts";
import { listLinkIds } from "./read/list-link-ids.ts";
import { listOwnLinks } from "./read/list-own-links.ts";
import { toOwnLinkId, toReadableLinkId } from "./read/to-link-id.ts";
import { toLinkBody } from "./to-link-body.ts";
import { toLinkTag } from "./to-link-tag.ts";

export function addLinkRoutes(app: Express, context: LinksDeps): void {
  const toBody = (link: LinkRecord) => toLinkBody(link, context.config.baseUrl);
  const toTagged = (link: LinkRecord, res: Response) => {
    res.setHeader("ETag", toLinkTag(link));
    return toBody(link);
  };
  const toCreated = ({ link, isNew }: CreatedLink, res: Response) => {
    if (!isNew) res.status(200);
    res.location(`/api/v1/urls/${link.id}`);
    return toTagged(link, res);
  };

  serve(app, context, operations.createLinks, (ctx, { actor, body: rows, signal }) =>
    ctx.lanes.bulk.run(actor.userId, signal, () => createInBulk(ctx, actor, { rows, signal })),
  );
  serve(app, context, operations.updateLinks, (ctx, { actor, body: rows, signal }) =>
    ctx.lanes.bulk.run(actor.userId, signal, () => updateInBulk(ctx, actor, { rows, signal })),
  );
  serve(app, context, operations.deleteLinks, (ctx, { actor, body: rows, signal }) =>
    ctx.lanes.bulk.run(actor.userId, signal, () => deleteInBulk(ctx, actor, { rows, signal })),
  );
  serve(app, context, operations.listLinkIds, (ctx, { actor, query, signal }) =>
    ctx.lanes.lists.run(actor.userId, signal, () => listLinkIds(ctx, actor, query)),
  );
  serve(app, context, operations.createLink, async (ctx, { actor, body, signal }, res) => {
    if (!actor && !ctx.config.links.isAnonymousEnabled) throw new Problem("not-authenticated");
    const creator = actor && actIn(actor, body.workspace_id, "edit", "link");
    const created = await createLink(ctx, creator, body, signal);
    return { ...toCreated(created, res), claim: actor ? null : toClaim(ctx, created.link) };
  });
  serve(app, context, operations.claimLinks, (ctx, { actor, body }) => claimLinks(ctx, actor, body.secrets));
  serve(app, context, operations.getLinkByExternalId, async ({ db }, { actor, params, query }, res) => {
    const reader = actIn(actor, query.workspace_id, "read", "link");
    return toTagged(await getLinkByExternalId(db, reader, params.external_id), res);
  });
  serve(app, context, operations.upsertLink, async (ctx, { actor, params, body, signal }, res) => {
    const writer = actIn(actor, body.workspace_id, "edit", "link");
    const ifMatch = res.req.get("if-match");
    const isNewOnly = res.req.get("if-none-match")?.trim() === "*";
    return toCreated(await upsertLink(ctx, writer, params.external_id, body, { ifMatch, isNewOnly, signal }), res);
  });
  serve(app, context, operations.listLinks, async (ctx, { actor, query, signal }): Promise<LinkPage> => {
    const list = () => listOwnLinks(ctx, actor, query);
    const { links, total, nextCursor } = await ctx.lanes.lists.run(actor.userId, signal, list);
    const { size } = query;
    const counts =
      total === undefined
        ? { total: null, page: null, pages: null }
        : { total, page: query.page, pages: Math.ceil(total / size) };
    return { items: links.map(toBody), size, ...counts, next_cursor: nextCursor };
  });
  serve(app, context, operations.getAvailability, async (ctx, { actor, query }) =>
    checkAvailability(ctx, actIn(actor, query.workspace_id, "read", "link"), query.short_code, query.domain),
  );
  serve(app, context, operations.getLink, async (ctx, { actor, params, query }, res) => {
    const { link, isStranger } = await getLink(ctx, actor, await toReadableLinkId(ctx, actor, params.id, query));
    const body = toTagged(link, res);
    return isStranger ? toPublicLink(body) : body;
  });
  serve(app, context, operations.listDestinations, async (ctx, { actor, params, query }) => {
    const link = await getOwnLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), "read");
    return { items: await listDestinations(ctx.db, link) };
  });
  serve(app, context, operations.updateLink, async (ctx, { actor, params, query, body }, res) => {
    const id = await toOwnLinkId(ctx, actor, params.id, query);
    return toTagged(await updateLink(ctx, actor, id, body, res.req.get("if-match")), res);
  });
  serve(app, context, operations.deleteLink, async (ctx, { actor, params, query }, res) =>
    deleteLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), res.req.get("if-match")),
  );
}
