import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { Card, EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { InfiniteEnd } from "../infinite-end.tsx";
import { notificationMessages } from "./messages/index.ts";
import { NotificationItem } from "./notification-item.tsx";
import { notificationsQuery } from "./notification-queries.ts";

/** Notifications, newest first. */
export function NotificationList({ isUnread }: { isUnread: boolean }) {
  const t = useMessages(notificationMessages);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    notificationsQuery(isUnread),
  );
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-64 w-full rounded-2xl" />;
  const notifications = data.pages.flatMap(({ items }) => items);
  if (notifications.length === 0)
    return (
      <Card>
        <EmptyState icon={<BellOff />} title={isUnread ? t.noUnread : t.empty}>
          {isUnread ? t.noUnreadAbout : t.emptyAbout}
        </EmptyState>
      </Card>
    );
  return (
    <>
      <ul aria-label={t.title} className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-card">
        {notifications.map(each => (
          <NotificationItem key={each.notification_id} notification={each} />
        ))}
      </ul>
      {hasNextPage && (
        <InfiniteEnd label={t.more} isPending={isFetchingNextPage} onReach={() => void fetchNextPage()} />
      )}
    </>
  );
}
