import type { ClickEvent } from "@shunt/contracts/analytics";
import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";
import { watchedKey } from "./keys.ts";

/** A click as it is passed on while it is counted; its code is for the reader to find, and whether the visitor is a new one is not known. */
export type LiveClick = Omit<ClickEvent, "short_code" | "domain" | "is_first_visit">;

const channelPrefix = "live-clicks:";
const watchMs = 10_000;
const renewEveryMs = 3_000;
const lookEveryMs = 1_000;
/** Of one workspace and transaction: nobody can read more as they fly by. */
const maxAtOnce = 100;

export interface LiveClicks {
  /** Passes on the clicks of these workspaces from now on, until the returned function is called. */
  watch(workspaceIds: readonly string[], watcher: Watcher): () => void;
  /** Tells every watcher that this is the end. */
  stop(): void;
}

export interface Watcher {
  onClick(click: LiveClick): void;
  onEnd(): void;
}

/**
 * Passes on what the workers publish: as it happens, at most once, to whoever watches at that moment.
 *
 * @param subscriber a connection of its own, which this function takes over.
 */
export function createLiveClicks(redis: Redis, subscriber: Redis, onError: (err: unknown) => void): LiveClicks {
  const channels = createChannelWatchers<Watcher>({
    subscriber,
    prefix: channelPrefix,
    pass(message, watchers) {
      const clicks: LiveClick[] = JSON.parse(message);
      for (const watcher of watchers) clicks.forEach(watcher.onClick);
    },
    onError,
  });
  const renew = (ids: Iterable<string>) => {
    const until = Date.now() + watchMs;
    const members = [...ids].flatMap(id => [until, id]);
    if (members.length > 0) redis.zadd(watchedKey, ...members).catch(onError);
  };
  const timer = setInterval(() => renew(channels.ids()), renewEveryMs);
  return {
    watch(workspaceIds, watcher) {
      void channels.add(workspaceIds, watcher).catch(onError);
      renew(workspaceIds);
      return () => channels.remove(workspaceIds, watcher);
    },
    stop() {
      clearInterval(timer);
      for (const watcher of channels.all()) watcher.onEnd();
      subscriber.disconnect();
    },
  };
}

export interface LivePublisher {
  /** Passes on clicks of workspaces that somebody watches. Never waits, never throws. */
  publish<T extends { workspaceId: string }>(clicks: readonly T[], toLive: (click: T) => LiveClick): void;
  stop(): void;
}

/** Looks once a second who watches, so that clicks which nobody watches cost nothing. */
export function createLivePublisher(redis: Redis, onError: (err: unknown) => void): LivePublisher {
  let watched = new Set<string>();
  const look = async () => {
    const now = Date.now();
    watched = new Set(await redis.zrangebyscore(watchedKey, now, "+inf"));
    if (watched.size > 0) await redis.zremrangebyscore(watchedKey, "-inf", now - watchMs);
  };
  const timer = setInterval(() => void look().catch(onError), lookEveryMs);
  return {
    publish(clicks, toLive) {
      if (watched.size === 0) return;
      const byWorkspace = new Map<string, LiveClick[]>();
      for (const click of clicks) {
        const { workspaceId } = click;
        if (!watched.has(workspaceId)) continue;
        const known = byWorkspace.get(workspaceId) ?? [];
        if (known.length < maxAtOnce) known.push(toLive(click));
        byWorkspace.set(workspaceId, known);
      }
      for (const [id, live] of byWorkspace) redis.publish(channelPrefix + id, JSON.stringify(live)).catch(onError);
    },
    stop: () => clearInterval(timer),
  };
}
