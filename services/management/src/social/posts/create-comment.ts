import type { Comment } from "@shunt/contracts/social";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../access/index.ts";
import { enqueueNotifications, type NewNotification } from "../notifications/notification-outbox.ts";
import type { SocialContext } from "../social-context.ts";
import { getVisibleComment, insertComment } from "./comment-store.ts";
import { toMentions } from "./mentions.ts";
import { type LockedPost, shareLockPost } from "./post-store.ts";

/** Notifies the post's author and the people mentioned. @throws Problem "post-not-found" */
export async function createComment(
  { db, social }: SocialContext,
  actor: Caller,
  postId: string,
  text: string,
): Promise<Comment> {
  const { comment, notifications } = await db.transaction().execute(async tx => {
    const post = await shareLockPost(tx, actor, postId);
    const id = uuidv7();
    await insertComment(tx, { id, postId, authorId: actor.userId, content: text });
    const mentions = await toMentions(tx, { text, postId, writerId: actor.userId, exceptId: post.authorId });
    return {
      notifications: await enqueueNotifications(tx, [...toNotifications(actor, post), ...mentions]),
      comment: await getVisibleComment(tx, actor, postId, id),
    };
  });
  social.deliverNotifications(notifications);
  return comment;
}

function toNotifications({ userId: actorId }: Caller, { id: postId, authorId: userId }: LockedPost): NewNotification[] {
  return userId === actorId ? [] : [{ userId, kind: "comment", actorId, postId }];
}
