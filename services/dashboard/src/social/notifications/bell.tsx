import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { notificationMessages } from "./messages/index.ts";
import { unreadQuery } from "./notification-queries.ts";

const most = 99;

/** Leads to the notifications, with the number of unread ones. */
export function Bell() {
  const t = useMessages(notificationMessages);
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Link
      to="/notifications"
      aria-label={t.bell(unread)}
      title={t.bell(unread)}
      className="relative flex size-10 items-center justify-center rounded-lg text-quiet hover:bg-sunken hover:text-text"
      activeProps={{ className: "text-accent!" }}
    >
      <BellIcon size={20} aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-5 rounded-full border-2 border-card bg-act px-1 text-center text-xs leading-4 font-semibold text-on-accent"
        >
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </Link>
  );
}
