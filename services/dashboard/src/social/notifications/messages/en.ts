import { formatNumber, plural } from "../../../messages/format.ts";

export const messages = {
  about: "Reactions of friends to your posts, and changes of your links by others. Kept for 90 days.",
  all: "All",
  bell: (unread: number) =>
    plural(unread, {
      one: "Notifications, 1 unread",
      other: unread === 0 ? "Notifications" : `Notifications, ${formatNumber(unread)} unread`,
    }),
  click_milestone: (link: string, clicks: number) => `${link} has reached ${formatNumber(clicks)} clicks`,
  comment: (name: string) => `${name} commented on your post`,
  empty: "Nothing has happened yet",
  emptyAbout: "Friend requests, likes and comments appear here, and what happens to your links.",
  friend_accepted: (name: string) => `${name} accepted your friend request`,
  friend_request: (name: string) => `${name} sent you a friend request`,
  like: (name: string) => `${name} liked your post`,
  link_blocked: (link: string) => `Your link ${link} was blocked by an administrator`,
  link_unsafe: (link: string) => `Your link ${link} was marked as unsafe: visitors get a warning`,
  markAll: "Mark all as read",
  markRead: "Mark as read",
  markUnread: "Mark as unread",
  mention: (name: string) => `${name} mentioned you`,
  more: "Show more",
  noUnread: "You have read everything",
  noUnreadAbout: "New notifications appear here at once.",
  title: "Notifications",
  unread: "Unread",
};
export type Messages = typeof messages;
