import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";

const channelPrefix = "access-changes:";

export interface AccessChanges {
  /** Tells every process that something has taken access away from an account. Never waits, never throws. */
  publish(userId: string): void;
  /** Calls `onChange` when access of the account has changed, until the returned function is called. */
  watch(userId: string, onChange: () => void): () => void;
  stop(): void;
}

/**
 * Passes on, between all processes and at most once, whose access has changed. Open streams check their credentials then.
 *
 * @param subscriber a connection of its own, which this function takes over.
 */
export function createAccessChanges(redis: Redis, subscriber: Redis, onError: (err: unknown) => void): AccessChanges {
  const channels = createChannelWatchers<() => void>({
    subscriber,
    prefix: channelPrefix,
    pass(_message, watchers) {
      for (const onChange of watchers) onChange();
    },
    onError,
  });
  return {
    publish: userId => void redis.publish(channelPrefix + userId, "").catch(onError),
    watch(userId, onChange) {
      // Its own function, as two streams may share the callback.
      const watcher = () => onChange();
      void channels.add([userId], watcher).catch(onError);
      return () => channels.remove([userId], watcher);
    },
    stop: () => subscriber.disconnect(),
  };
}
