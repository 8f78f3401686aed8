import type { LinkChange } from "@shunt/contracts/cached";
import type { Redis } from "ioredis";
import type { Notice } from "./versioned-values.ts";

const channel = "link-changes";
/** Message in place of a change: any link may have changed. Older releases read it as a link that does not exist. */
const flushMessage = "*";
/** Time between pings, which detect a peer that vanished without closing the connection. */
const heartbeatMs = 2_000;

/**
 * Marks a change whose publisher has written `linkKey`. The previous release does not write that key and ignores the
 * mark.
 */
const writtenMark = "written";

/** Builds the notification of a change. Channel and form must stay the same across releases. */
export function toNotice({ domainId, code, version }: LinkChange): Notice {
  return { channel, message: `${domainId}:${code}:${version}:${writtenMark}` };
}

/** Notifies every subscribed redirect that any link may have changed. */
export async function publishFlush(redis: Redis): Promise<void> {
  await redis.publish(channel, flushMessage);
}

export interface LinkChangeListener {
  /** @param isCached whether the publisher has updated Redis; if not, the listener must invalidate the entry first */
  onChange(change: LinkChange, isCached: boolean): void;
  onFlush(): void;
  /** From now on changes may be missed. */
  onLost(): void;
  /** From now on every change arrives. */
  onListening(): void;
}

/**
 * Subscribes to changes of links. Changes between a lost connection and its reconnect are missed. The returned function
 * ends the connection.
 *
 * @param subscriber dedicated connection
 */
export function listenForLinkChanges(subscriber: Redis, listener: LinkChangeListener): () => void {
  // The new connection emits "ready" and subscribes again.
  const reconnect = () => void (subscriber.status === "ready" && subscriber.disconnect(true));
  const subscribe = () => void subscriber.subscribe(channel).then(() => listener.onListening(), reconnect);
  const heartbeat = setInterval(() => {
    if (subscriber.status === "ready") subscriber.ping().catch(reconnect);
  }, heartbeatMs);
  subscriber.on("message", (_channel: string, message: string) => {
    if (message === flushMessage) listener.onFlush();
    else {
      const [domainId, code = "", version, mark] = message.split(":");
      listener.onChange({ domainId: Number(domainId), code, version: Number(version) }, mark === writtenMark);
    }
  });
  subscriber.on("close", () => listener.onLost());
  subscriber.on("ready", subscribe);
  if (subscriber.status === "ready") subscribe();
  return () => {
    clearInterval(heartbeat);
    subscriber.disconnect();
  };
}
