import type { Notification } from "@shunt/contracts/social";
import type { LinkProps } from "@tanstack/react-router";

/** The page that shows what a notification is about. */
export function toPlace({ kind, post_id, link_id }: Notification): Pick<LinkProps, "to" | "params" | "search"> {
  if (post_id !== null) return { to: "/feed/$id", params: { id: post_id } };
  if (link_id !== null) return { to: "/links/$id", params: { id: link_id } };
  if (kind === "friend_request") return { to: "/people", search: { tab: "requests" } };
  return { to: "/people" };
}
