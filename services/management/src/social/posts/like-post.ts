import type { Liked } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import { enqueueNotifications } from "../notifications/notification-outbox.ts";
import type { SocialContext } from "../social-context.ts";
import { countLikes, insertLike, wasNotifiedOfLike } from "./like-store.ts";
import { type LockedPost, shareLockPost } from "./post-store.ts";

/** Likes a post. Idempotent. @throws Problem "post-not-found" */
export async function likePost({ db, social }: SocialContext, actor: Caller, id: string): Promise<Liked> {
  const { likes, notifications } = await db.transaction().execute(async tx => {
    const post = await shareLockPost(tx, actor, id);
    const isNew = await insertLike(tx, id, actor.userId);
    return { notifications: isNew ? await notifyAuthor(tx, actor, post) : [], likes: await countLikes(tx, id) };
  });
  social.deliverNotifications(notifications);
  return { status: "liked", likes };
}

/** Notifies once per person, even if a like is removed and repeated. */
async function notifyAuthor(tx: Db, { userId: actorId }: Caller, { id: postId, authorId: userId }: LockedPost) {
  if (userId === actorId || (await wasNotifiedOfLike(tx, { userId, actorId, postId }))) return [];
  return enqueueNotifications(tx, [{ userId, kind: "like", actorId, postId }]);
}
