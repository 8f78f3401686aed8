import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";

const channelPrefix = "access-changes:";

export interface AccessChanges {
  /** Notifies every process that an account has lost some access. Returns at once and never throws. */
  publish(userId: string): void;
  /** Calls `onChange` when the account's access changes, until the returned function is called. */
  watch(userId: string, onChange: () => void): () => void;
  stop(): void;
}

/**
 * Broadcasts changes of access to all processes, at most once. Open streams then check their credentials again.
 *
 * @param subscriber dedicated connection; `stop` ends it
 */
export function createAccessChanges(redis: Redis, subscriber: Redis, onError: (err: unknown) => void): AccessChanges {
  const channels = createChannelWatchers<() => void>({
    subscriber,
    prefix: channelPrefix,
    dispatch(_message, watchers) {
      for (const onChange of watchers) onChange();
    },
    onError,
  });
  return {
    publish: userId => void redis.publish(channelPrefix + userId, "").catch(onError),
    watch(userId, onChange) {
      // A new function, because two streams may share the callback.
      const watcher = () => onChange();
      void channels.add([userId], watcher).catch(onError);
      return () => channels.remove([userId], watcher);
    },
    stop: () => subscriber.disconnect(),
  };
}
