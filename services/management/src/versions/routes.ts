import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../http/index.ts";
import { getOwnLink, type LinksDeps, toLinkBody, toLinkTag, toOwnLinkId } from "../links/index.ts";
import { listFormerTargets } from "./list-former-targets.ts";
import { pickVersion, readVersions } from "./read-versions.ts";
import { restoreVersion } from "./restore-version.ts";
import { toVersionBody, toVersionList } from "./to-version-bodies.ts";

export function addVersionRoutes(app: Express, context: LinksDeps): void {
  serve(app, context, operations.listFormerTargets, async (ctx, { actor, params, query }) => {
    const { id } = await getOwnLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), "read");
    return { items: await listFormerTargets(ctx.db, id) };
  });
  serve(app, context, operations.listVersions, async (ctx, { actor, params, query }) => {
    const link = await getOwnLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), "read");
    return { items: toVersionList(await readVersions(ctx.db, link)) };
  });
  serve(app, context, operations.getVersion, async (ctx, { actor, params, query }) => {
    const link = await getOwnLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), "read");
    const versions = await readVersions(ctx.db, link);
    const other = query.compare_with ?? (versions[0]?.number as number);
    return toVersionBody(pickVersion(versions, params.number), pickVersion(versions, other));
  });
  serve(app, context, operations.restoreVersion, async (ctx, { actor, params, query }, res) => {
    const id = await toOwnLinkId(ctx, actor, params.id, query);
    const link = await restoreVersion(ctx, actor, { id, number: params.number }, res.req.get("if-match"));
    res.setHeader("ETag", toLinkTag(link));
    return toLinkBody(link, ctx.config.baseUrl);
  });
}
