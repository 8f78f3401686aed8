import { Problem } from "@shunt/contracts/problem";
import type { Comment } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { isCommentVisibleTo } from "./visibility.ts";

interface CommentRow {
  id: string;
  post_id: string;
  author_id: string;
  username: string;
  content: string;
  created_at: Date;
}

const selectComments = sql<CommentRow>`
  select comments.id, comments.post_id, comments.author_id, author.username, comments.content, comments.created_at
  from social.comments join social.people as author on author.id = comments.author_id`;

export interface NewComment {
  id: string;
  postId: string;
  authorId: string;
  content: string;
}

/** A trigger updates the post's number of comments. */
export async function insertComment(db: Db, { id, postId, authorId, content }: NewComment): Promise<void> {
  await db.insertInto("social.comments").values({ id, post_id: postId, author_id: authorId, content }).execute();
}

/** @throws Problem "comment-not-found", also for comments that the actor may not see */
export async function getVisibleComment(db: Db, actor: Caller, postId: string, id: string): Promise<Comment> {
  const { rows } = await sql<CommentRow>`
    ${selectComments} where comments.id = ${id} and comments.post_id = ${postId} and ${isCommentVisibleTo(actor)}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Problem("comment-not-found");
  return toComment(row);
}

/** Oldest first. @param after id of the last comment of the previous page */
export async function findComments(
  db: Db,
  actor: Caller,
  { postId, after, limit }: { postId: string; after: string | undefined; limit: number },
): Promise<Comment[]> {
  const isLater = after === undefined ? sql`true` : sql`comments.id > ${after}`;
  const { rows } = await sql<CommentRow>`
    ${selectComments} where comments.post_id = ${postId} and ${isLater} and ${isCommentVisibleTo(actor)}
    order by comments.id limit ${limit}`.execute(db);
  return rows.map(toComment);
}

export async function deleteCommentRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom("social.comments").where("id", "=", id).execute();
}

function toComment(row: CommentRow): Comment {
  return {
    comment_id: row.id,
    post_id: row.post_id,
    author: { user_id: row.author_id, username: row.username },
    comment: row.content,
    created_at: row.created_at.toISOString(),
  };
}
