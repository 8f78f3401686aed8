import { toShortUrl } from "@shunt/contracts/links";
import type { Notification } from "@shunt/contracts/social";
import type { LinkRecord } from "../../links/index.ts";
import { toPersonBody } from "../people/person-store.ts";
import type { NotificationRecord } from "./notification-store.ts";

export function toNotificationBody(
  record: NotificationRecord,
  link: LinkRecord | undefined,
  baseUrl: string,
): Notification {
  const { actorId, actorName } = record;
  return {
    notification_id: record.id,
    kind: record.kind,
    message: toMessage(record, link, baseUrl),
    actor: actorId !== null && actorName !== null ? toPersonBody({ id: actorId, username: actorName }) : null,
    post_id: record.postId,
    link_id: record.linkId,
    short_url: link ? toShortUrl(link.code, link.domainHost, baseUrl) : null,
    clicks: record.clicks,
    created_at: record.createdAt.toISOString(),
    read: record.readAt !== null,
  };
}

function toMessage({ kind, actorName, clicks }: NotificationRecord, link: LinkRecord | undefined, baseUrl: string) {
  switch (kind) {
    case "friend_request":
      return `${actorName} sent you a friend request`;
    case "friend_accepted":
      return `${actorName} accepted your friend request`;
    case "like":
      return `${actorName} liked your post`;
    case "comment":
      return `${actorName} commented on your post`;
    case "mention":
      return `${actorName} mentioned you in a post`;
    case "link_blocked":
      return `${toSubject(link, baseUrl)} was blocked by an administrator`;
    case "link_unsafe":
      return `${toSubject(link, baseUrl)} was marked as unsafe: visitors get a warning`;
    case "click_milestone":
      return `${toSubject(link, baseUrl)} has reached ${clicks?.toLocaleString("en")} clicks`;
  }
}

function toSubject(link: LinkRecord | undefined, baseUrl: string): string {
  return link ? `Your link ${toAddress(link, baseUrl)}` : "A link of yours";
}

function toAddress({ code, domainHost }: LinkRecord, baseUrl: string): string {
  return decodeURI(toShortUrl(code, domainHost, baseUrl)).replace(/^https?:\/\//, "");
}
