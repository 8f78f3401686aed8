import type { Response } from "express";
import type { Caller } from "../../access/index.ts";
import { hasAccess } from "../../auth/index.ts";
import { streamEvents } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findOwnNotification } from "./read-notifications.ts";

/** Waiting to be read from the database. Beyond that, the client should use the list. */
const maxWaiting = 100;

/**
 * The stream ends if it may have missed a notification, so that the client reconnects and reads the list.
 *
 * @throws LaneFull, before anything is sent
 */
export async function watchNotifications(context: SocialContext, actor: Caller, res: Response): Promise<void> {
  const { userId } = actor;
  await streamEvents(context, { userId, mayGoOn: () => hasAccess(context, actor) }, res, stream => {
    let sent = Promise.resolve();
    let waiting = 0;
    const send = async (id: string) => {
      const notification = await findOwnNotification(context, userId, id);
      if (notification) stream.send("notification", notification, id);
    };
    return context.social.liveNotifications.watch(userId, {
      /** Sends one after another, to keep their order. */
      onNotification(id) {
        if (waiting === maxWaiting) return stream.end();
        waiting += 1;
        sent = sent
          .then(() => send(id))
          .catch((err: unknown) => {
            context.log.warn({ err }, "live notification failed");
            stream.end();
          })
          .finally(() => {
            waiting -= 1;
          });
      },
      onEnd: stream.end,
    });
  });
}
