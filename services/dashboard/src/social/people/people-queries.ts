import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type { RequestDirection } from "./people-search.ts";

const pageSize = 50;
const next = ({ next_cursor }: { next_cursor: string | null }) => next_cursor ?? undefined;
const from = (cursor: string) => ({ size: pageSize, ...(cursor !== "" && { cursor }) });

/** The name of the account in posts. */
export const profileQuery = queryOptions({
  queryKey: ["people", "profile"],
  queryFn: ({ signal }) => api.getProfile({ signal }),
});

/** Friends by name. */
export const friendsQuery = infiniteQueryOptions({
  queryKey: ["people", "friends"],
  queryFn: ({ pageParam, signal }) => api.listFriends({ query: from(pageParam), signal }),
  initialPageParam: "",
  getNextPageParam: next,
});

/** Blocked people by name. */
export const blockedQuery = infiniteQueryOptions({
  queryKey: ["people", "blocked"],
  queryFn: ({ pageParam, signal }) => api.listBlocked({ query: from(pageParam), signal }),
  initialPageParam: "",
  getNextPageParam: next,
});

/** Friend requests without an answer, newest first. */
export function requestsQuery(direction: RequestDirection) {
  return infiniteQueryOptions({
    queryKey: ["people", "requests", direction],
    queryFn: ({ pageParam, signal }) =>
      api.listFriendRequests({ query: { ...from(pageParam), direction, status: "pending" }, signal }),
    initialPageParam: "",
    getNextPageParam: next,
  });
}

/** After a change of who is whose friend: it decides what the feed shows, too. */
export function refreshPeople(): Promise<void> {
  for (const key of ["feed", "posts", "comments", "notifications"])
    void queryClient.invalidateQueries({ queryKey: [key] });
  return queryClient.invalidateQueries({ queryKey: ["people"] });
}
