import type { Notification } from "@shunt/contracts/social";
import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";

const pageSize = 30;
/** The stream brings new ones at once; this finds those that came while it was closed. */
const refreshMs = 60_000;
const lists = ["notifications", "list"] as const;

/** How many notifications are unread. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: async ({ signal }) => (await api.listNotifications({ query: { size: 1 }, signal })).unread,
  refetchInterval: refreshMs,
});

/** Notifications, newest first. */
export function notificationsQuery(isUnread: boolean) {
  return infiniteQueryOptions({
    queryKey: [...lists, isUnread],
    queryFn: ({ pageParam, signal }) =>
      api.listNotifications({
        query: { size: pageSize, ...(isUnread && { unread: "true" }), ...(pageParam !== "" && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Marks loaded notifications before the server answers. @param count how the number of unread ones changes */
export async function markCached(
  isMarked: (notification: Notification) => boolean,
  read: boolean,
  count: (unread: number) => number,
): Promise<void> {
  const mark = (notification: Notification) => (isMarked(notification) ? { ...notification, read } : notification);
  queryClient.setQueriesData<InfiniteData<{ items: Notification[] }>>(
    { queryKey: lists },
    data => data && { ...data, pages: data.pages.map(page => ({ ...page, items: page.items.map(mark) })) },
  );
  queryClient.setQueryData(unreadQuery.queryKey, unread =>
    unread === undefined ? undefined : Math.max(0, count(unread)),
  );
  // Answers on their way are older than this change.
  await queryClient.cancelQueries({ queryKey: ["notifications"] }, { silent: true });
}

/** Asks again for the number and for the lists that are shown. */
export function refreshNotifications(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["notifications"] });
}
