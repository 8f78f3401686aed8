import { pipeline } from "node:stream/promises";
import { Problem } from "@shunt/contracts/problem";
import type { Response } from "express";
import { isGone } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import type { MediaRow } from "./media-row-store.ts";

/** What an id shows never changes, but it may be deleted: an hour later no cache shows it any more. */
const maxAgeSeconds = 60 * 60;

/** @throws Problem "media-not-found", or "unavailable" when it cannot be read just now */
export async function sendMedia({ social, log }: SocialContext, id: string, res: Response): Promise<void> {
  const row = await social.findMedia(id);
  if (!row) throw new Problem("media-not-found");
  res.setHeader("ETag", `"${row.id}"`);
  if (res.req.fresh) {
    describe(res, row);
    res.status(304).end();
    return;
  }
  const bytes = await social.mediaStore?.get(row.id).catch((cause: unknown) => {
    throw new Problem("unavailable", "Pictures cannot be read just now", { cause });
  });
  // A backup of the database may be older than what became of the pictures.
  if (!bytes) throw new Problem("media-not-found");
  describe(res, row);
  res.setHeader("Content-Length", row.bytes);
  if (res.req.method === "HEAD") {
    bytes.destroy();
    res.end();
    return;
  }
  await pipeline(bytes, res).catch((err: unknown) => {
    if (!isGone(err)) log.error({ err }, "a picture broke off");
  });
}

/** Says that it is a picture and nothing else, whatever somebody has managed to put into it. */
function describe(res: Response, { id, media_type }: MediaRow): void {
  res.setHeader("Content-Type", media_type);
  res.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  res.setHeader("Content-Disposition", `inline; filename="${id}.${media_type.replace("image/", "")}"`);
  // A picture is there to be shown on any page.
  res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  res.setHeader("Cache-Control", `public, max-age=${maxAgeSeconds}, immutable`);
}
