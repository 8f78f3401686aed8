import type { CommentPage, ListComments } from "@shunt/contracts";
import type { Actor, Context } from "../../context.ts";
import { findComments } from "./comment-store.ts";
import { fromIdCursor } from "./id-cursor.ts";
import { getVisiblePost } from "./post-store.ts";

/** @throws Problem "post-not-found", or "validation-failed" for a cursor that is none */
export async function listComments(
  { db }: Pick<Context, "db">,
  actor: Actor,
  postId: string,
  { cursor, page_size }: ListComments,
): Promise<CommentPage> {
  const after = cursor === undefined ? undefined : fromIdCursor(cursor);
  await getVisiblePost(db, actor, postId);
  // One more tells whether there is another page.
  const found = await findComments(db, actor, { postId, after, limit: page_size + 1 });
  const comments = found.slice(0, page_size);
  return { comments, next_cursor: found.length > page_size ? (comments.at(-1)?.comment_id ?? null) : null };
}
