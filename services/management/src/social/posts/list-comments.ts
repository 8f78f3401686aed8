import type { CommentPage, ListComments } from "@shunt/contracts";
import type { Caller } from "../../auth/index.ts";
import type { Context } from "../../context.ts";
import { fromIdCursor } from "../../http/cursor.ts";
import { toListPage } from "../../http/list-page.ts";
import { findComments } from "./comment-store.ts";
import { getVisiblePost } from "./post-store.ts";

/** @throws Problem "post-not-found", or "validation-failed" for a cursor that is none */
export async function listComments(
  { db }: Pick<Context, "db">,
  actor: Caller,
  postId: string,
  { cursor, size }: ListComments,
): Promise<CommentPage> {
  const after = fromIdCursor(cursor);
  await getVisiblePost(db, actor, postId);
  const found = await findComments(db, actor, { postId, after, limit: size + 1 });
  const page = toListPage(found, size, last => last.comment_id);
  return { ...page, comments: page.items };
}
