import type { Redis } from "ioredis";

/** Watchers of published messages, each on some of the channels with a common prefix. */
export interface ChannelWatchers<W> {
  /** Watched channels, without the prefix. */
  ids(): Iterable<string>;
  all(): ReadonlySet<W>;
  /**
   * Resolves once the channels are subscribed. Without a connection it resolves at once, and the subscription follows
   * the reconnect.
   *
   * @throws Error when Redis does not answer
   */
  add(ids: readonly string[], watcher: W): Promise<void>;
  remove(ids: readonly string[], watcher: W): void;
}

export interface ChannelWatchersOptions<W> {
  /** Dedicated connection. */
  subscriber: Redis;
  prefix: string;
  dispatch: (message: string, watchers: ReadonlySet<W>) => void;
  onError: (err: unknown) => void;
}

/** Subscribes to watched channels only, and again after each reconnect. */
export function createChannelWatchers<W>({
  subscriber,
  prefix,
  dispatch,
  onError,
}: ChannelWatchersOptions<W>): ChannelWatchers<W> {
  const watchers = new Map<string, Set<W>>();
  const subscribe = async (ids: Iterable<string>) => {
    const channels = [...ids].map(id => prefix + id);
    if (channels.length > 0 && subscriber.status === "ready") await subscriber.subscribe(...channels);
  };
  subscriber.on("ready", () => void subscribe(watchers.keys()).catch(onError));
  subscriber.on("message", (channel: string, message: string) => {
    const ofChannel = watchers.get(channel.slice(prefix.length));
    if (ofChannel) dispatch(message, ofChannel);
  });
  return {
    ids: () => watchers.keys(),
    all: () => new Set([...watchers.values()].flatMap(ofChannel => [...ofChannel])),
    add(ids, watcher) {
      for (const id of ids) watchers.set(id, (watchers.get(id) ?? new Set()).add(watcher));
      return subscribe(ids);
    },
    remove(ids, watcher) {
      for (const id of ids) {
        const ofChannel = watchers.get(id);
        ofChannel?.delete(watcher);
        if (ofChannel?.size !== 0) continue;
        watchers.delete(id);
        if (subscriber.status === "ready") subscriber.unsubscribe(prefix + id).catch(onError);
      }
    },
  };
}
