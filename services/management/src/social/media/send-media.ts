import { pipeline } from "node:stream/promises";
import { Problem } from "@shunt/contracts/problem";
import type { Response } from "express";
import { isDisconnect } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import type { MediaRow } from "./media-row-store.ts";

/** A picture never changes, but it can be deleted: caches must drop it within an hour. */
const maxAgeSeconds = 60 * 60;

/** @throws Problem "media-not-found", or "unavailable" if the store fails */
export async function sendMedia({ social, log }: SocialContext, id: string, res: Response): Promise<void> {
  const row = await social.findMedia(id);
  if (!row) throw new Problem("media-not-found");
  res.setHeader("ETag", `"${row.id}"`);
  if (res.req.fresh) {
    setHeaders(res, row);
    res.status(304).end();
    return;
  }
  const bytes = await social.mediaStore?.get(row.id).catch((cause: unknown) => {
    throw new Problem("unavailable", "Pictures cannot be read at the moment. Try again later", { cause });
  });
  // A restored database may list pictures that the store no longer has.
  if (!bytes) throw new Problem("media-not-found");
  setHeaders(res, row);
  res.setHeader("Content-Length", row.bytes);
  if (res.req.method === "HEAD") {
    bytes.destroy();
    res.end();
    return;
  }
  await pipeline(bytes, res).catch((err: unknown) => {
    if (!isDisconnect(err)) log.error({ err }, "picture response interrupted");
  });
}

/** Makes browsers treat the bytes as a picture only, whatever an uploader hid in them. */
function setHeaders(res: Response, { id, media_type }: MediaRow): void {
  res.setHeader("Content-Type", media_type);
  res.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  res.setHeader("Content-Disposition", `inline; filename="${id}.${media_type.replace("image/", "")}"`);
  // Pictures may be shown on any site.
  res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  res.setHeader("Cache-Control", `public, max-age=${maxAgeSeconds}, immutable`);
}
