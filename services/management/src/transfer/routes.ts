import { MIMEType } from "node:util";
import { operations } from "@shunt/contracts/operations";
import type { Express, Request } from "express";
import { actIn } from "../access/index.ts";
import { serve } from "../http/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { exportLinks } from "./export-links.ts";
import { exportRedirectMap } from "./export-redirect-map.ts";
import { importLinks } from "./import-links.ts";
import { parseFile } from "./parse-file.ts";

export function addTransferRoutes(app: Express, context: LinksDeps): void {
  serve(app, context, operations.importLinks, (ctx, { actor, body, query, signal }, res) =>
    ctx.lanes.bulk.run(actor.userId, signal, async () => {
      const importer = actIn(actor, query.workspace_id, "edit", "link");
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      const file = await parseFile({ bytes, charset: toCharset(res.req) }, query, signal);
      return importLinks(ctx, importer, file, { ...query, signal });
    }),
  );
  serve(app, context, operations.exportLinks, (ctx, { actor, query, signal }, res) =>
    exportLinks(ctx, { actor, signal, res }, query),
  );
  serve(app, context, operations.exportRedirectMap, (ctx, { actor, query, signal }, res) =>
    exportRedirectMap(ctx, { actor, signal, res }, query),
  );
}

function toCharset(req: Request): string | undefined {
  const contentType = req.get("content-type");
  return contentType === undefined ? undefined : (new MIMEType(contentType).params.get("charset") ?? undefined);
}
