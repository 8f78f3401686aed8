import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { createTicket } from "../../auth/index.ts";
import { serve } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { countUnread, setAllRead, setRead } from "./notification-store.ts";
import { getOwnNotification, listNotifications } from "./read-notifications.ts";
import { watchNotifications } from "./watch-notifications.ts";

export function addNotificationRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.listNotifications, async (ctx, { actor, query }) => {
    const [page, unread] = await Promise.all([
      listNotifications(ctx, actor.userId, query),
      countUnread(ctx.db, actor.userId),
    ]);
    return { ...page, notifications: page.items, unread };
  });
  serve(app, context, operations.createNotificationsTicket, async (ctx, { actor }) =>
    createTicket(ctx, actor, "notifications"),
  );
  serve(app, context, operations.watchNotifications, (ctx, { actor }, res) => watchNotifications(ctx, actor, res));
  // Before the next route, which would take the path for an id.
  serve(app, context, operations.readAllNotifications, async ({ db }, { actor }) => ({
    marked: await setAllRead(db, actor.userId),
  }));
  serve(app, context, operations.markNotification, async (ctx, { actor, params, body }) => {
    await setRead(ctx.db, actor.userId, params.notification_id, body?.read ?? true);
    return getOwnNotification(ctx, actor.userId, params.notification_id);
  });
}
