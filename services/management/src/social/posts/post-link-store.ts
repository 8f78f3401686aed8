import type { Db } from "@shunt/db";

export interface PostLinkRecord {
  postId: string;
  /** As written in the post. */
  url: string;
  linkId: string;
}

/** @param links of one post, in order */
export async function insertPostLinks(db: Db, links: readonly PostLinkRecord[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map(({ postId, url, linkId }, position) => ({ post_id: postId, position, url, link_id: linkId }));
  await db.insertInto("social.post_links").values(rows).execute();
}

/** The links of several posts, in order per post. */
export async function findPostLinks(db: Db, postIds: readonly string[]): Promise<PostLinkRecord[]> {
  if (postIds.length === 0) return [];
  return db
    .selectFrom("social.post_links")
    .select(["post_id as postId", "url", "link_id as linkId"])
    .where("post_id", "in", postIds)
    .orderBy("post_id")
    .orderBy("position")
    .execute();
}
