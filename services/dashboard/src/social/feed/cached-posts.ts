import type { Comment, NewsFeed, Post } from "@shunt/contracts/social";
import { queryClient } from "../../api/query-client.ts";
import { type Comments, commentsQuery, type Feed, feedQuery, newestQuery, postQuery } from "./feed-queries.ts";

/** Changes a post wherever it is shown, before the server answers. */
export function changeCachedPost(id: string, change: (post: Post) => Post): void {
  const edit = (posts: readonly Post[]) => posts.map(post => (post.post_id === id ? change(post) : post));
  editFeeds(edit);
  queryClient.setQueryData<Post>(postQuery(id).queryKey, post => post && change(post));
}

/** Puts posts at the top of the feed. */
export function addCachedPosts(posts: readonly Post[]): void {
  const added = new Set(posts.map(({ post_id }) => post_id));
  editFeeds((before, isTop) =>
    isTop ? [...posts, ...before.filter(({ post_id }) => !added.has(post_id))] : [...before],
  );
}

export function dropCachedPost(id: string): void {
  editFeeds(posts => posts.filter(({ post_id }) => post_id !== id));
  queryClient.removeQueries({ queryKey: postQuery(id).queryKey });
}

/** Stops answers on their way, which would undo a change that was made before they came. */
export async function stopReadingPosts(): Promise<void> {
  await Promise.all(
    [newestQuery.queryKey, ["posts"]].map(queryKey => queryClient.cancelQueries({ queryKey }, { silent: true })),
  );
}

export function refreshPosts(): void {
  void queryClient.invalidateQueries({ queryKey: newestQuery.queryKey });
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
}

/** Changes the loaded comments on a post. The last page takes new ones. */
export function editCachedComments(
  postId: string,
  edit: (comments: readonly Comment[], isLast: boolean) => Comment[],
): void {
  queryClient.setQueryData<Comments>(
    commentsQuery(postId).queryKey,
    data =>
      data && {
        ...data,
        pages: data.pages.map((page, i) => ({ ...page, items: edit(page.items, i === data.pages.length - 1) })),
      },
  );
}

function editFeeds(edit: (posts: readonly Post[], isTop: boolean) => Post[]): void {
  queryClient.setQueryData<Feed>(
    feedQuery.queryKey,
    feed => feed && { ...feed, pages: feed.pages.map((page, i) => ({ ...page, items: edit(page.items, i === 0) })) },
  );
  queryClient.setQueryData<NewsFeed>(newestQuery.queryKey, page => page && { ...page, items: edit(page.items, true) });
}
