import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";

const channelPrefix = "live-notifications:";

export interface LiveNotifications {
  /** Tells whoever watches that there is a notification for somebody. Never waits, never throws. */
  publish(userId: string, notificationId: string): void;
  /** Resolves once notifications come, or Redis has not answered, to what ends the watching. */
  watch(userId: string, watcher: NotificationWatcher): Promise<() => void>;
  /** Tells every watcher that this is the end. */
  stop(): void;
}

export interface NotificationWatcher {
  onNotification(notificationId: string): void;
  /** This is the end, or something may have been missed: watch anew, and look what there is. */
  onEnd(): void;
}

/**
 * Passes on that notifications have come, between all processes, at most once.
 *
 * @param subscriber a connection of its own, which this function takes over.
 */
export function createLiveNotifications(
  redis: Redis,
  subscriber: Redis,
  onError: (err: unknown) => void,
): LiveNotifications {
  const channels = createChannelWatchers<NotificationWatcher>({
    subscriber,
    prefix: channelPrefix,
    pass(notificationId, watchers) {
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
