import type { ClickEvent } from "@shunt/contracts/analytics";
import type { Redis } from "ioredis";
import { createChannelWatchers } from "./channel-watchers.ts";
import { watchedKey } from "./keys.ts";

/** A click as published while it is counted. The reader adds its code; a first visit cannot be recognised yet. */
export type LiveClick = Omit<ClickEvent, "short_code" | "domain" | "is_first_visit">;

const channelPrefix = "live-clicks:";
const watchTtlMs = 10_000;
const renewEveryMs = 3_000;
/** Clicks of a workspace per transaction; a viewer cannot follow more. */
const maxPerPublish = 100;

export interface LiveClicks {
  /**
   * Delivers the clicks of these workspaces until the returned function is called. Once it resolves, the workers know of
   * the watcher; while Redis is unavailable it resolves nevertheless, and delivery follows the reconnect.
   */
  watch(workspaceIds: readonly string[], watcher: Watcher): Promise<() => void>;
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
  const renew = async (ids: Iterable<string>) => {
    const now = Date.now();
    const members = [...ids].flatMap(id => [now + watchTtlMs, id]);
    if (members.length === 0) return;
    await Promise.all([
      redis.zadd(watchedKey, ...members),
      redis.zremrangebyscore(watchedKey, "-inf", now - watchTtlMs),
    ]);
  };
  const timer = setInterval(() => void renew(channels.ids()).catch(onError), renewEveryMs);
  return {
    async watch(workspaceIds, watcher) {
      await Promise.all([channels.add(workspaceIds, watcher), renew(workspaceIds)]).catch(onError);
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
}

/** Asks for the watched workspaces once for each batch, so a watcher sees each click from then on. */
export function createLivePublisher(redis: Redis, onError: (err: unknown) => void): LivePublisher {
  async function publish<T extends { workspaceId: string }>(clicks: readonly T[], toLive: (click: T) => LiveClick) {
    const watched = new Set(await redis.zrangebyscore(watchedKey, Date.now(), "+inf"));
    if (watched.size === 0) return;
    const byWorkspace = new Map<string, LiveClick[]>();
    for (const click of clicks) {
      const { workspaceId } = click;
      if (!watched.has(workspaceId)) continue;
      const live = byWorkspace.get(workspaceId) ?? [];
      if (live.length < maxPerPublish) live.push(toLive(click));
      byWorkspace.set(workspaceId, live);
    }
    await Promise.all([...byWorkspace].map(([id, live]) => redis.publish(channelPrefix + id, JSON.stringify(live))));
  }
  return { publish: (clicks, toLive) => void publish(clicks, toLive).catch(onError) };
}
