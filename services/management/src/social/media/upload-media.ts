import { randomUUID } from "node:crypto";
import { Problem } from "@shunt/contracts/problem";
import type { Media } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteRemoval, insertMedia, insertRemoval, lockAndSumMedia, type MediaRow } from "./media-row-store.ts";
import { toMediaUrl } from "./media-url.ts";
import { type Picture, redrawPicture } from "./redraw-picture.ts";

/** Bytes for which there is no row by then are deleted. Longer than any store takes to keep a picture. */
const orphanedAfterMs = 10 * 60_000;
const bytesPerMegabyte = 1_048_576;

/** @throws Problem "media-refused", "media-quota-reached", or "unavailable" when it cannot be kept just now */
export async function uploadMedia(
  context: SocialContext,
  actor: Caller,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Media> {
  const { mediaStore } = context.social;
  if (!mediaStore)
    throw new Problem("media-refused", "No pictures are taken here: put it elsewhere, and give its URL to the post");
  const picture = await redrawPicture(context, { owner: actor.userId, signal }, body);
  const { bytes, mediaType: media_type, width, height } = picture;
  // Nobody is to guess the address of another's picture.
  const row = { id: randomUUID(), media_type, bytes: bytes.length, width, height };
  // Bytes come before their row, so that no row is without. What a crash leaves between the two has this note to its name.
  await insertRemoval(context.db, row.id, orphanedAfterMs);
  await mediaStore.put(row.id, bytes, media_type).catch((cause: unknown) => {
    throw new Problem("unavailable", "Pictures cannot be kept just now", { cause });
  });
  await claim(context, actor, row);
  return toBody(context, row, picture);
}

/** Makes the kept bytes a picture of the actor's. */
async function claim({ db, config }: SocialContext, { userId }: Caller, row: MediaRow): Promise<void> {
  const maxBytes = config.media.quotaMegabytes * bytesPerMegabyte;
  await db.transaction().execute(async tx => {
    const usedBytes = await lockAndSumMedia(tx, userId);
    if (usedBytes + row.bytes > maxBytes)
      throw new Problem(
        "media-quota-reached",
        `Your pictures may take ${config.media.quotaMegabytes} MB: delete some first`,
      );
    if (!(await deleteRemoval(tx, row.id))) throw new Problem("unavailable", "It took too long to keep the picture");
    await insertMedia(tx, userId, row);
  });
}

function toBody({ config }: SocialContext, { id, ...row }: MediaRow, { mediaType }: Picture): Media {
  return { media_id: id, url: toMediaUrl(config.appUrl, id), ...row, media_type: mediaType };
}
