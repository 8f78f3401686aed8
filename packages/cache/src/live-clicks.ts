import type { ClickEvent } from "@shunt/contracts/analytics";
import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";
import { watchedKey } from "./keys.ts";

/** A click as published while it is counted. The reader adds its code; a first visit cannot be recognised yet. */
export type LiveClick = Omit<ClickEvent, "short_code" | "domain" | "is_first_visit">;

const channelPrefix = "live-clicks:";
const watchTtlMs = 10_000;
const renewEveryMs = 3_000;
const pollMs = 1_000;
/** Clicks of a workspace per transaction; a viewer cannot follow more. */
const maxPerPublish = 100;

export interface LiveClicks {
  /** Delivers the clicks of these workspaces from now on, until the returned function is called. */
  watch(workspaceIds: readonly string[], watcher: Watcher): () => void;
  stop(): void;
}

export interface Watcher {
  onClick(click: LiveClick): void;
  onEnd(): void;
}

/**
 * Delivers clicks that the workers publish to current watchers, at most once.
 *
 * @param subscriber dedicated connection; `stop` ends it
 */
export function createLiveClicks(redis: Redis, subscriber: Redis, onError: (err: unknown) => void): LiveClicks {
  const channels = createChannelWatchers<Watcher>({
    subscriber,
    prefix: channelPrefix,
    dispatch(message, watchers) {
      const clicks: LiveClick[] = JSON.parse(message);
      for (const watcher of watchers) clicks.forEach(watcher.onClick);
    },
    onError,
  });
  const renew = (ids: Iterable<string>) => {
    const until = Date.now() + watchTtlMs;
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
  /** Publishes the clicks of watched workspaces. Returns at once and never throws. */
  publish<T extends { workspaceId: string }>(clicks: readonly T[], toLive: (click: T) => LiveClick): void;
  stop(): void;
}

/** Polls the watched workspaces once a second, so that clicks without viewers cost nothing. */
export function createLivePublisher(redis: Redis, onError: (err: unknown) => void): LivePublisher {
  let watched = new Set<string>();
  const poll = async () => {
    const now = Date.now();
    watched = new Set(await redis.zrangebyscore(watchedKey, now, "+inf"));
    if (watched.size > 0) await redis.zremrangebyscore(watchedKey, "-inf", now - watchTtlMs);
  };
  const timer = setInterval(() => void poll().catch(onError), pollMs);
  return {
    publish(clicks, toLive) {
      if (watched.size === 0) return;
      const byWorkspace = new Map<string, LiveClick[]>();
      for (const click of clicks) {
        const { workspaceId } = click;
        if (!watched.has(workspaceId)) continue;
        const live = byWorkspace.get(workspaceId) ?? [];
        if (live.length < maxPerPublish) live.push(toLive(click));
        byWorkspace.set(workspaceId, live);
      }
      for (const [id, live] of byWorkspace) redis.publish(channelPrefix + id, JSON.stringify(live)).catch(onError);
    },
    stop: () => clearInterval(timer),
  };
}
