import { isWildcardCode, type LinkRef, type QrQuery, toScanUrl, toShortUrl } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Express, Response } from "express";
import { serve } from "../http/index.ts";
import { findLink, getVisitedLink, type LinkRecord } from "../links/index.ts";
import type { QrDeps } from "./deps.ts";
import { drawQrWithSharp } from "./draw-qr-with-sharp.ts";
import { loadLogo } from "./load-logo.ts";

const mediaTypes = { png: "image/png", svg: "image/svg+xml" } as const;

export function addQrRoutes(app: Express, context: QrDeps): void {
  serve(app, context, operations.getQrCode, async (ctx, { params, query }, res) => {
    await ctx.limits.assertFewMisses(res.req, res);
    const link = await getPublicLink(ctx, params.short_code, query.domain).catch(async (err: unknown) => {
      if (err instanceof Problem) await ctx.limits.countMiss(res.req);
      throw err;
    });
    if (isWildcardCode(link.code))
      throw fieldProblem(
        ":short_code",
        "names a link whose primary code is a wildcard. Make another code the primary one, or draw a link to a URL below it",
      );
    const text = toScanUrl(toShortUrl(link.code, link.domainHost, ctx.config.baseUrl));
    const picture = await draw(ctx, text, query, res);
    res.attachment(`qr-${link.code}.${query.format}`);
    res.type(mediaTypes[query.format]);
    // Pages on other origins may embed the picture.
    res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    return picture;
  });
}

async function getPublicLink(context: QrDeps, ref: LinkRef, domain: QrQuery["domain"]): Promise<LinkRecord> {
  const byId = ref.id === undefined ? undefined : await findLink(context.db, ref.id);
  return byId?.isPublic ? byId : getVisitedLink(context, ref, domain);
}

async function draw(context: QrDeps, text: string, query: QrQuery, res: Response): Promise<Buffer | string> {
  // No signal: other requests may wait for the same logo.
  const requester = { owner: context.limits.toSubject(res.req, undefined), signal: undefined };
  if (query.logo === undefined) return context.drawQr(context, requester, { text, query });
  const logo = await loadLogo(context, requester, query.logo, () => context.limits.takeLogo(res.req, res));
  return drawQrWithSharp(context, requester, { text, query, logo });
}
