import { operations } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
import { serve } from "../http/serve.ts";
import { getLinkByCode } from "../links/get-link-by-code.ts";
import { toShortUrl } from "../links/to-link-body.ts";
import { drawQr } from "./draw-qr.ts";

/** By which a scan is told from a click. */
const scanMark = "qr=1";
const mediaTypes = { png: "image/png", svg: "image/svg+xml" } as const;

export function addQrRoutes(app: Express, context: Context): void {
  serve(app, context, operations.getQrCode, async ({ db, config }, { params, query }, res) => {
    const link = await getLinkByCode(db, params.short_code, query.domain);
    res.attachment(`qr-${link.code}.${query.format}`);
    res.type(mediaTypes[query.format]);
    // A picture is there to be shown on any page.
    res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    return drawQr(`${toShortUrl(link.code, link.domainHost, config.BASE_URL)}?${scanMark}`, query);
  });
}
