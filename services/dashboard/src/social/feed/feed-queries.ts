import type { CommentPage, NewsFeed } from "@shunt/contracts/social";
import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

const pageSize = 20;
const commentsPerPage = 50;
/** How often a page that is shown looks for new posts, likes, comments and clicks. */
const refreshMs = 10_000;

export type Feed = InfiniteData<NewsFeed, string>;
export type Comments = InfiniteData<CommentPage, string>;

const next = ({ next_cursor }: { next_cursor: string | null }) => next_cursor ?? undefined;
const from = (cursor: string) => (cursor === "" ? {} : { cursor });

/** The posts of the account and its friends, newest first. */
export const feedQuery = infiniteQueryOptions({
  queryKey: ["feed", "pages"],
  queryFn: ({ pageParam, signal }) => api.readNewsFeed({ query: { size: pageSize, ...from(pageParam) }, signal }),
  initialPageParam: "",
  getNextPageParam: next,
  // The newest page is looked at again and again by a query of its own.
  staleTime: 60_000,
  refetchOnWindowFocus: false,
});

/** The newest posts as they are now. */
export const newestQuery = queryOptions({
  queryKey: ["feed", "newest"],
  queryFn: ({ signal }) => api.readNewsFeed({ query: { size: pageSize }, signal }),
  refetchInterval: refreshMs,
});

export function postQuery(id: string) {
  return queryOptions({
    queryKey: ["posts", id],
    queryFn: ({ signal }) => api.getPost({ params: { post_id: id }, signal }),
    refetchInterval: ({ state }) => (state.error ? false : refreshMs),
  });
}

/** The comments on a post, oldest first. */
export function commentsQuery(postId: string) {
  return infiniteQueryOptions({
    queryKey: ["comments", postId],
    queryFn: ({ pageParam, signal }) =>
      api.listComments({
        params: { post_id: postId },
        query: { size: commentsPerPage, ...from(pageParam) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: next,
  });
}
