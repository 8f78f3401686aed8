import type { Post } from "@shunt/contracts/social";

interface Newest {
  items: readonly Post[];
  next_cursor: string | null;
}

/**
 * Combines the loaded posts with the newest ones as they are now. Ids sort by time.
 *
 * @returns `posts` to show, with present numbers and without posts that were deleted, and `waiting`: posts that came
 * since, which would move what people read
 */
export function mergeFeed(loaded: readonly Post[], newest: Newest | undefined): { posts: Post[]; waiting: Post[] } {
  if (!newest) return { posts: [...loaded], waiting: [] };
  if (loaded.length === 0) return { posts: [...newest.items], waiting: [] };
  const present = new Map(newest.items.map(post => [post.post_id, post]));
  const top = loaded[0]?.post_id ?? "";
  const first = newest.items[0]?.post_id ?? "";
  const last = newest.next_cursor === null ? "" : (newest.items.at(-1)?.post_id ?? "");
  const isGone = ({ post_id }: Post) =>
    newest.items.length === 0 || (post_id <= first && post_id >= last && !present.has(post_id));
  return {
    posts: loaded.filter(post => !isGone(post)).map(post => present.get(post.post_id) ?? post),
    waiting: newest.items.filter(({ post_id }) => post_id > top),
  };
}
