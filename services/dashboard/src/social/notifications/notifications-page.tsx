import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Badge, Page } from "../../ui/page.tsx";
import { notificationMessages } from "./messages/index.ts";
import { NotificationList } from "./notification-list.tsx";
import { notificationsQuery, unreadQuery } from "./notification-queries.ts";
import type { NotificationsSearch } from "./notifications-search.ts";
import { useMarkAll } from "./use-mark.ts";

const tabClass =
  "flex items-center gap-2 rounded-lg px-3 py-1.5 text-quiet hover:bg-sunken hover:text-text aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent";

export function prefetchNotifications({ search: { unread } }: { search: NotificationsSearch }) {
  void queryClient.prefetchInfiniteQuery(notificationsQuery(unread ?? false));
}

/** What happened to the posts, friendships and links of the account. */
export function NotificationsPage() {
  const t = useMessages(notificationMessages);
  const { unread: isUnread = false } = useSearch({ from: "/members/notifications" });
  const { data: unread = 0 } = useQuery(unreadQuery);
  const markAll = useMarkAll();
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <Button onPress={() => markAll.mutate()} isDisabled={unread === 0} isPending={markAll.isPending}>
          <CheckCheck size={16} aria-hidden /> {t.markAll}
        </Button>
      }
    >
      <nav aria-label={t.title} className="flex gap-1">
        <Link
          to="/notifications"
          search={{}}
          activeOptions={{ exact: true }}
          aria-current={isUnread ? undefined : "page"}
          className={tabClass}
        >
          {t.all}
        </Link>
        <Link
          to="/notifications"
          search={{ unread: true }}
          activeOptions={{ exact: true }}
          aria-current={isUnread ? "page" : undefined}
          className={tabClass}
        >
          {t.unread}
          {unread > 0 && <Badge tone="accent">{formatNumber(unread)}</Badge>}
        </Link>
      </nav>
      <NotificationList isUnread={isUnread} />
    </Page>
  );
}
