import { type LinkCode, toShortUrl } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { mayUseDomain } from "../access/index.ts";
import { serve } from "../http/index.ts";
import { getOwnLink, type LinksDeps, toOwnLinkId } from "../links/index.ts";
import { addCode } from "./add-code.ts";
import { type CodeRecord, findCodes } from "./code-store.ts";
import { deleteCode } from "./delete-code.ts";
import { makePrimary } from "./make-primary.ts";

export function addCodeRoutes(app: Express, context: LinksDeps): void {
  const toBody = (record: CodeRecord): LinkCode => ({
    short_code: record.code,
    domain: record.host,
    short_url: toShortUrl(record.code, record.host, context.config.baseUrl),
    is_primary: record.isPrimary,
    is_custom: record.isCustom,
    created_at: record.createdAt.toISOString(),
  });

  serve(app, context, operations.listCodes, async (ctx, { actor, params, query }) => {
    const link = await getOwnLink(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), "read", "code");
    const codes = await findCodes(ctx.db, link.id);
    return { items: codes.filter(({ domainId }) => mayUseDomain(actor, domainId)).map(toBody) };
  });
  serve(app, context, operations.addCode, async (ctx, { actor, params, query, body }) =>
    toBody(await addCode(ctx, actor, await toOwnLinkId(ctx, actor, params.id, query), body)),
  );
  serve(app, context, operations.updateCode, async (ctx, { actor, params, query }) => {
    const linkId = await toOwnLinkId(ctx, actor, params.id);
    return toBody(await makePrimary(ctx, actor, { linkId, code: params.short_code, host: query.domain }));
  });
  serve(app, context, operations.deleteCode, async (ctx, { actor, params, query }) => {
    const linkId = await toOwnLinkId(ctx, actor, params.id);
    return deleteCode(ctx, actor, { linkId, code: params.short_code, host: query.domain });
  });
}
