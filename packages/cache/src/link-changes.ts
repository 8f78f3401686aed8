import type { LinkChange } from "@shunt/contracts/cached";
import type { Redis } from "ioredis";
import type { Notice } from "./versioned-values.ts";

const channel = "link-changes";
/** In place of a change: any link may have changed. Versions that do not know it take it for a link that nobody has. */
const everything = "*";
/** How often the connection is asked whether it still is one: a peer that vanished says nothing by itself. */
const heartbeatMs = 2_000;

/** Ends a change whose publisher has written `linkKey`; the version before this one does not, and ignores the ending. */
const isWritten = "written";

/** What pods are notified of. The name of the channel stays from version to version, as all of them listen to it. */
export function toNotice({ domainId, code, version }: LinkChange): Notice {
  return { channel, message: `${domainId}:${code}:${version}:${isWritten}` };
}

/** Tells every pod that listens to ask anew for all it knows. */
export async function announceFlush(redis: Redis): Promise<void> {
  await redis.publish(channel, everything);
}

export interface LinkChangeListener {
  /** @param isCached whether Redis knows of the change; else, what it has of the link is to be made void first */
  onChange(change: LinkChange, isCached: boolean): void;
  /** Any link may have changed. */
  onFlush(): void;
  /** From here on changes may be missed. */
  onLost(): void;
  /** From here on no change is missed. */
  onListening(): void;
}

/**
 * Listens on a connection of its own, which this function takes over; the returned function ends it. Connecting again
 * after a loss is the connection's own doing; what happened in between is lost, and the listener is told.
 */
export function listenForLinkChanges(subscriber: Redis, listener: LinkChangeListener): () => void {
  // It broke again, or was not answered in time: a new connection comes back to `subscribe`.
  const reconnect = () => void (subscriber.status === "ready" && subscriber.disconnect(true));
  const subscribe = () => void subscriber.subscribe(channel).then(() => listener.onListening(), reconnect);
  const heartbeat = setInterval(() => {
    if (subscriber.status === "ready") subscriber.ping().catch(reconnect);
  }, heartbeatMs);
  subscriber.on("message", (_channel: string, message: string) => {
    if (message === everything) listener.onFlush();
    else {
      const [domainId, code = "", version, ending] = message.split(":");
      listener.onChange({ domainId: Number(domainId), code, version: Number(version) }, ending === isWritten);
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
