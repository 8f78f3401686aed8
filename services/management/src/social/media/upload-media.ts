import { randomUUID } from "node:crypto";
import { Problem } from "@shunt/contracts/problem";
import type { Media } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteRemoval, insertMedia, insertRemoval, lockAndSumMedia, type MediaRow } from "./media-row-store.ts";
import { toMediaUrl } from "./media-url.ts";
import { type Picture, redrawPicture } from "./redraw-picture.ts";

/** When bytes without a row are deleted. Longer than any store takes to write. */
const orphanedAfterMs = 10 * 60_000;
const bytesPerMegabyte = 1_048_576;

/** @throws Problem "media-refused", "media-quota-reached", or "unavailable" if the picture cannot be stored */
export async function uploadMedia(
  context: SocialContext,
  actor: Caller,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Media> {
  const { mediaStore } = context.social;
  if (!mediaStore)
    throw new Problem(
      "media-refused",
      "This server does not store pictures. Publish it elsewhere and set its URL as the post's media",
    );
  const picture = await redrawPicture(context, { owner: actor.userId, signal }, body);
  const { bytes, mediaType: media_type, width, height } = picture;
  // Random, so that the URL cannot be guessed.
  const row = { id: randomUUID(), media_type, bytes: bytes.length, width, height };
  // Bytes are stored before their row, so that every row has bytes. After a crash in between, the removal deletes them.
  await insertRemoval(context.db, row.id, orphanedAfterMs);
  await mediaStore.put(row.id, bytes, media_type).catch((cause: unknown) => {
    throw new Problem("unavailable", "Pictures cannot be stored at the moment. Try again later", { cause });
  });
  await recordUpload(context, actor, row);
  return toBody(context, row, picture);
}

async function recordUpload({ db, config }: SocialContext, { userId }: Caller, row: MediaRow): Promise<void> {
  const maxBytes = config.media.quotaMegabytes * bytesPerMegabyte;
  await db.transaction().execute(async tx => {
    const usedBytes = await lockAndSumMedia(tx, userId);
    if (usedBytes + row.bytes > maxBytes)
      throw new Problem(
        "media-quota-reached",
        `Your pictures can take up to ${config.media.quotaMegabytes} MB. Delete some first`,
      );
    if (!(await deleteRemoval(tx, row.id)))
      throw new Problem("unavailable", "Storing the picture took too long. Try again");
    await insertMedia(tx, userId, row);
  });
}

function toBody({ config }: SocialContext, { id, ...row }: MediaRow, { mediaType }: Picture): Media {
  return { media_id: id, url: toMediaUrl(config.appUrl, id), ...row, media_type: mediaType };
}
