import type { Liked } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import { noteNotifications } from "../notifications/notification-outbox.ts";
import type { SocialContext } from "../social-context.ts";
import { countLikes, insertLike, wasToldOfLike } from "./like-store.ts";
import { type HeldPost, holdPost } from "./post-store.ts";

/** Likes a post once, however often it is called. @throws Problem "post-not-found" */
export async function likePost({ db, social }: SocialContext, actor: Caller, id: string): Promise<Liked> {
  const { likes, notices } = await db.transaction().execute(async tx => {
    const post = await holdPost(tx, actor, id);
    const isNew = await insertLike(tx, id, actor.userId);
    return { notices: isNew ? await tellAuthor(tx, actor, post) : [], likes: await countLikes(tx, id) };
  });
  social.deliverNotifications(notices);
  return { status: "liked", likes };
}

/** Once, whatever somebody takes back and does again. */
async function tellAuthor(tx: Db, { userId: actorId }: Caller, { id: postId, authorId: userId }: HeldPost) {
  if (userId === actorId || (await wasToldOfLike(tx, { userId, actorId, postId }))) return [];
  return noteNotifications(tx, [{ userId, kind: "like", actorId, postId }]);
}
