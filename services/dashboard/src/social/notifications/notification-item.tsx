import type { Notification } from "@shunt/contracts/social";
import { Link } from "@tanstack/react-router";
import {
  AtSign,
  Ban,
  Bell,
  CircleAlert,
  Heart,
  type LucideIcon,
  Mail,
  MailOpen,
  MessageCircle,
  TrendingUp,
  UserCheck,
  UserPlus,
} from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { Time } from "../time.tsx";
import { describe } from "./describe.ts";
import { notificationMessages } from "./messages/index.ts";
import { toPlace } from "./to-place.ts";
import { useMark } from "./use-mark.ts";

const icons: Partial<Record<string, { icon: LucideIcon; color: string }>> = {
  friend_request: { icon: UserPlus, color: "bg-accent-soft text-accent" },
  friend_accepted: { icon: UserCheck, color: "bg-ok-soft text-ok" },
  like: { icon: Heart, color: "bg-act-soft text-act" },
  comment: { icon: MessageCircle, color: "bg-accent-soft text-accent" },
  mention: { icon: AtSign, color: "bg-accent-soft text-accent" },
  click_milestone: { icon: TrendingUp, color: "bg-ok-soft text-ok" },
  link_blocked: { icon: Ban, color: "bg-act-soft text-act" },
  link_unsafe: { icon: CircleAlert, color: "bg-watch-soft text-watch" },
} satisfies Record<Notification["kind"], { icon: LucideIcon; color: string }>;
const unknown = { icon: Bell, color: "bg-sunken text-quiet" };

/** A notification. A press on it leads to what it is about, and marks it as read. */
export function NotificationItem({ notification }: { notification: Notification }) {
  const t = useMessages(notificationMessages);
  const mark = useMark(notification);
  const { kind, read, created_at } = notification;
  const { icon: Icon, color } = icons[kind] ?? unknown;
  return (
    <li className={`flex items-center gap-2 pr-3 ${read ? "" : "bg-accent-soft/40"}`}>
      <Link
        {...toPlace(notification)}
        onClick={() => read || mark.mutate(true)}
        className="flex min-w-0 flex-1 items-center gap-3 py-3 pl-5 hover:bg-sunken"
      >
        <span className={`flex size-9 shrink-0 items-center justify-center rounded-full ${color}`}>
          <Icon size={18} aria-hidden />
        </span>
        <span className="min-w-0">
          <span dir="auto" className={`block wrap-anywhere ${read ? "" : "font-medium"}`}>
            {describe(t, notification)}
          </span>
          <span className="block text-sm text-quiet">
            <Time instant={created_at} />
            {!read && <span className="sr-only">, {t.unread}</span>}
          </span>
        </span>
      </Link>
      <IconButton
        label={read ? t.markUnread : t.markRead}
        icon={read ? <Mail size={16} /> : <MailOpen size={16} />}
        onPress={() => mark.mutate(!read)}
      />
    </li>
  );
}
