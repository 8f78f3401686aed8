import type { CommentPage, ListComments } from "@shunt/contracts";
import type { Caller } from "../../auth/index.ts";
import type { Context } from "../../context.ts";
import { fromIdCursor } from "../../http/cursor.ts";
import { toPage } from "../pages.ts";
import { findComments } from "./comment-store.ts";
import { getVisiblePost } from "./post-store.ts";

/** @throws Problem "post-not-found", or "validation-failed" for a cursor that is none */
export async function listComments(
  { db }: Pick<Context, "db">,
  actor: Caller,
  postId: string,
  { cursor, page_size }: ListComments,
): Promise<CommentPage> {
  const after = fromIdCursor(cursor);
  await getVisiblePost(db, actor, postId);
  const found = await findComments(db, actor, { postId, after, limit: page_size + 1 });
  const { items, nextCursor } = toPage(found, page_size, last => last.comment_id);
  return { comments: items, next_cursor: nextCursor };
}
