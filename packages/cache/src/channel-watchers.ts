import type { Redis } from "ioredis";

/** Those who watch what is published, each on some of the channels that begin alike. */
export interface ChannelWatchers<W> {
  /** Of the channels that are watched, what follows the prefix. */
  ids(): Iterable<string>;
  all(): ReadonlySet<W>;
  /** Resolves once messages come; while Redis is away, at once, and they come when it is back. @throws Error when it does not answer */
  add(ids: readonly string[], watcher: W): Promise<void>;
  remove(ids: readonly string[], watcher: W): void;
}

export interface ChannelWatchersOptions<W> {
  /** A connection on which nothing else comes. */
  subscriber: Redis;
  /** How the channels begin. */
  prefix: string;
  /** Hands a message to those who watch its channel. */
  pass: (message: string, watchers: ReadonlySet<W>) => void;
  onError: (err: unknown) => void;
}

/** Subscribes to what somebody watches, and to nothing else; anew whenever the connection has come back. */
export function createChannelWatchers<W>({
  subscriber,
  prefix,
  pass,
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
    if (ofChannel) pass(message, ofChannel);
  });
  return {
    ids: () => watchers.keys(),
    all: () => new Set([...watchers.values()].flatMap(ofOne => [...ofOne])),
    add(ids, watcher) {
      for (const id of ids) watchers.set(id, (watchers.get(id) ?? new Set()).add(watcher));
      return subscribe(ids);
    },
    remove(ids, watcher) {
      for (const id of ids) {
        const others = watchers.get(id);
        others?.delete(watcher);
        if (others?.size !== 0) continue;
        watchers.delete(id);
        if (subscriber.status === "ready") subscriber.unsubscribe(prefix + id).catch(onError);
      }
    },
  };
}
