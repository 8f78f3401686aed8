import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";

const channelPrefix = "live-notifications:";

export interface LiveNotifications {
  /** Notifies the watchers of a user. Returns at once and never throws. */
  publish(userId: string, notificationId: string): void;
  /** Resolves once subscribed, or when Redis does not answer. The returned function ends the watch. */
  watch(userId: string, watcher: NotificationWatcher): Promise<() => void>;
  stop(): void;
}

export interface NotificationWatcher {
  onNotification(notificationId: string): void;
  /** Notifications may have been missed, or the service stops: watch again and read the stored ones. */
  onEnd(): void;
}

/**
 * Broadcasts ids of new notifications to all processes, at most once.
 *
 * @param subscriber dedicated connection; `stop` ends it
 */
export function createLiveNotifications(
  redis: Redis,
  subscriber: Redis,
  onError: (err: unknown) => void,
): LiveNotifications {
  const channels = createChannelWatchers<NotificationWatcher>({
    subscriber,
    prefix: channelPrefix,
    dispatch(notificationId, watchers) {
      for (const watcher of watchers) watcher.onNotification(notificationId);
    },
    onError,
  });
  const endAll = () => {
    for (const watcher of channels.all()) watcher.onEnd();
  };
  subscriber.on("ready", endAll);
  return {
    publish: (userId, notificationId) => void redis.publish(channelPrefix + userId, notificationId).catch(onError),
    async watch(userId, watcher) {
      await channels.add([userId], watcher).catch(onError);
      return () => channels.remove([userId], watcher);
    },
    stop() {
      endAll();
      subscriber.disconnect();
    },
  };
}
