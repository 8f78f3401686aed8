import type { CommentPage, ListComments } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import { fromIdCursor, toListPage } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findComments } from "./comment-store.ts";
import { getVisiblePost } from "./post-store.ts";

/** @throws Problem "post-not-found", or "validation-failed" for an invalid cursor */
export async function listComments(
  { db }: Pick<SocialContext, "db">,
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
