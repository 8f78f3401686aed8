import { Problem } from "@shunt/contracts/problem";
import type { Visibility } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { type PostRecord, type PostRow, toPost } from "./post-record.ts";
import { isVisibleTo } from "./visibility.ts";

/** Selects posts as the viewer sees them. Append conditions: it does not check who may see them. */
export function selectPosts(viewerId: string): RawBuilder<PostRow> {
  return sql<PostRow>`
    select posts.id, posts.author_id, author.username, posts.content, posts.media_url, posts.media_id, posts.media_alt, media.media_type,
      media.width, media.height, posts.visibility, posts.likes, posts.comments, posts.created_at,
      exists (select from social.likes where post_id = posts.id and user_id = ${viewerId}) as is_liked
    from social.posts
    join social.people as author on author.id = posts.author_id
    left join social.media on media.id = posts.media_id`;
}

/** @throws Problem "post-not-found", also for posts that the actor may not see */
export async function getVisiblePost(db: Db, actor: Caller, id: string): Promise<PostRecord> {
  const { rows } = await sql<PostRow>`
    ${selectPosts(actor.userId)} where posts.id = ${id} and ${isVisibleTo(actor)}`.execute(db);
  const [row] = rows;
  if (!row) throw new Problem("post-not-found");
  return toPost(row);
}

export interface LockedPost {
  id: string;
  authorId: string;
}

/**
 * As `getVisiblePost`, and prevents deletion of the post until the transaction ends; likes and comments stay possible.
 */
export function shareLockPost(tx: Db, actor: Caller, id: string): Promise<LockedPost> {
  return getLocked(tx, actor, id, sql`for key share of posts`);
}

/** As `getVisiblePost`, and locks the post until the transaction ends. */
export function lockPost(tx: Db, actor: Caller, id: string): Promise<LockedPost> {
  return getLocked(tx, actor, id, sql`for update of posts`);
}

async function getLocked(tx: Db, actor: Caller, id: string, lock: RawBuilder<unknown>): Promise<LockedPost> {
  const { rows } = await sql<LockedPost>`
    select posts.id, posts.author_id as "authorId"
    from social.posts join social.people as author on author.id = posts.author_id
    where posts.id = ${id} and ${isVisibleTo(actor)} ${lock}`.execute(tx);
  const [post] = rows;
  if (!post) throw new Problem("post-not-found");
  return post;
}

export interface NewPost {
  id: string;
  authorId: string;
  content: string;
  mediaUrl: string | null;
  mediaId: string | null;
  mediaAlt: string | null;
  visibility: Visibility;
}

export async function insertPost(db: Db, post: NewPost): Promise<void> {
  await db
    .insertInto("social.posts")
    .values({
      id: post.id,
      author_id: post.authorId,
      content: post.content,
      media_url: post.mediaUrl,
      media_id: post.mediaId,
      media_alt: post.mediaAlt,
      visibility: post.visibility,
    })
    .execute();
}

/** Likes, comments and notifications are deleted with the post; its links stay. */
export async function deletePostRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom("social.posts").where("id", "=", id).execute();
}
