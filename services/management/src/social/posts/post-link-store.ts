import type { Db } from "@shunt/db";

/** What a URL in a post has become. */
export interface PostLinkRecord {
  postId: string;
  /** As it stands in the post. */
  url: string;
  linkId: string;
}

/** @param links of one post, in their order */
export async function insertPostLinks(db: Db, links: readonly PostLinkRecord[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map(({ postId, url, linkId }, position) => ({ post_id: postId, position, url, link_id: linkId }));
  await db.insertInto("social.post_links").values(rows).execute();
}

/** Of several posts, those of each in their order. */
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
