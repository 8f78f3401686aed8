import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteCommentRow, getVisibleComment } from "./comment-store.ts";
import { shareLockPost } from "./post-store.ts";

/**
 * Allowed for both authors and administrators. Only administrators' deletions are audited.
 *
 * @throws Problem "post-not-found", "comment-not-found" or "forbidden"
 */
export async function deleteComment(
  { db }: Pick<SocialContext, "db">,
  actor: Caller,
  { post_id, comment_id }: { post_id: string; comment_id: string },
): Promise<void> {
  await db.transaction().execute(async tx => {
    const post = await shareLockPost(tx, actor, post_id);
    const { author } = await getVisibleComment(tx, actor, post_id, comment_id);
    const isOwn = author.user_id === actor.userId || post.authorId === actor.userId;
    if (!isOwn && actor.role !== "admin") throw new Problem("forbidden");
    await deleteCommentRow(tx, comment_id);
    if (isOwn) return;
    const details = { author_id: author.user_id, post_id };
    await writeAudit(tx, { actor, action: "comment.removed", subjectId: comment_id, details });
  });
}
