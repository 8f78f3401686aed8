import type { Response } from "express";
import type { Caller } from "../../access/index.ts";
import { hasAccess } from "../../auth/index.ts";
import { streamEvents } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findOwnNotification } from "./read-notifications.ts";

/** Notifications that wait until they are read; beyond that the client is better off with the list. */
const maxWaiting = 100;

/**
 * Sends notifications as server-sent events, from when the answer begins on, until the client goes away. Where some may have been
 * missed, the stream ends: whoever connects anew lists what has come meanwhile.
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
      /** One after the other, so that they keep their order. */
      onNotification(id) {
        if (waiting === maxWaiting) return stream.end();
        waiting += 1;
        sent = sent
          .then(() => send(id))
          .catch((err: unknown) => {
            context.log.warn({ err }, "notification not sent live");
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
