import type { Notification } from "@shunt/contracts/social";
import { toShortName } from "../../ui/short-name.ts";
import type { Messages } from "./messages/en.ts";

/** Describes the event in the visitor's language. Services from before this page send no short URL: then in English. */
export function describe(t: Messages, notification: Notification): string {
  const { kind, actor, short_url, clicks, message } = notification;
  const link = short_url ? toShortName(short_url) : undefined;
  switch (kind) {
    case "friend_request":
    case "friend_accepted":
    case "like":
    case "comment":
    case "mention":
      return actor ? t[kind](actor.username) : message;
    case "link_blocked":
    case "link_unsafe":
      return link === undefined ? message : t[kind](link);
    case "click_milestone":
      return link === undefined || clicks === null ? message : t.click_milestone(link, clicks);
    default:
      // A newer service may know more kinds.
      return message;
  }
}
