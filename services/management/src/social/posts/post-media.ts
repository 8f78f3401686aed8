import { Problem } from "@shunt/contracts/problem";
import type { CreatePost } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { z } from "zod";
import type { Caller } from "../../access/index.ts";
import { createTargetCheck } from "../../targets/index.ts";
import type { SocialContext } from "../social-context.ts";
import type { NewPost } from "./post-store.ts";

/**
 * Locks an uploaded picture until the transaction ends.
 *
 * @throws Problem "media-not-found", also for another user's picture, or "target-refused" as for the destination of a
 * link
 */
export async function choosePostMedia(
  tx: Db,
  { findRefused, config }: SocialContext,
  { userId }: Caller,
  media: CreatePost["media"],
): Promise<Pick<NewPost, "mediaUrl" | "mediaId">> {
  if (media === undefined || media === null) return { mediaUrl: null, mediaId: null };
  if (!z.uuid().safeParse(media).success) {
    const refusal = (await createTargetCheck(findRefused, config, [media]))(media);
    if (refusal) throw refusal;
    return { mediaUrl: media, mediaId: null };
  }
  const own = await tx
    .selectFrom("social.media")
    .select("id")
    .where("id", "=", media)
    .where("owner_id", "=", userId)
    .forKeyShare()
    .executeTakeFirst();
  if (!own) throw new Problem("media-not-found");
  return { mediaUrl: null, mediaId: own.id };
}
