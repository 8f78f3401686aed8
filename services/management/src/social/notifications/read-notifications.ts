import { Problem } from "@shunt/contracts/problem";
import type { ListNotifications, Notification } from "@shunt/contracts/social";
import { fromIdCursor, type ListPage, toListPage } from "../../http/index.ts";
import { getLinkRows } from "../../links/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findNotification, findNotifications, type NotificationRecord } from "./notification-store.ts";
import { toNotificationBody } from "./to-notification-body.ts";

type Reading = Pick<SocialContext, "db" | "config">;

/** Newest first. @throws Problem "validation-failed" for an invalid cursor */
export async function listNotifications(
  context: Reading,
  userId: string,
  { unread, size, cursor }: ListNotifications,
): Promise<ListPage<Notification>> {
  const which = { isUnread: unread, after: fromIdCursor(cursor), limit: size + 1 };
  const found = await findNotifications(context.db, userId, which);
  const { items, next_cursor } = toListPage(found, size, ({ id }) => id);
  return { items: await toBodies(context, items), next_cursor };
}

/** @throws Problem "notification-not-found", also for another user's notification */
export async function getOwnNotification(context: Reading, userId: string, id: string): Promise<Notification> {
  const notification = await findOwnNotification(context, userId, id);
  if (!notification) throw new Problem("notification-not-found");
  return notification;
}

/** Returns undefined also if the actor was blocked or deleted meanwhile. */
export async function findOwnNotification(
  context: Reading,
  userId: string,
  id: string,
): Promise<Notification | undefined> {
  const found = await findNotification(context.db, userId, id);
  return found && (await toBodies(context, [found]))[0];
}

async function toBodies({ db, config }: Reading, records: readonly NotificationRecord[]): Promise<Notification[]> {
  const linkIds = records.flatMap(({ linkId }) => linkId ?? []);
  const links = new Map((await getLinkRows(db, linkIds)).map(link => [link.id, link]));
  return records.map(record => toNotificationBody(record, links.get(record.linkId ?? ""), config.baseUrl));
}
