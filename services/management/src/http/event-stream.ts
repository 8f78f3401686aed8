import { once } from "node:events";
import type { Response } from "express";
import type { HttpDeps } from "./deps.ts";

const heartbeatMs = 15_000;
/** Longest life of a stream (ms). The browser then reconnects, which checks its access again. */
const longestMs = 15 * 60_000;
/** Time that a browser waits before it reconnects (ms). */
const retryMs = 2_000;
/** Bytes that a slow client can leave unread before it is disconnected. */
const maxUnread = 256 * 1_024;

export interface EventStream {
  send(event: string, data: unknown, id?: string): void;
  end(): void;
}

/** Interval of access checks without a change notification (ms). */
const checkEveryMs = 5_000;

export interface Viewer {
  userId: string;
  /** Whether the credential that opened the stream still gives access. */
  mayGoOn: () => Promise<boolean>;
}

/**
 * Sends server-sent events until the client disconnects or loses access.
 *
 * @param begin starts sending and returns a function that stops it
 * @throws LaneFull before anything is sent
 */
export async function streamEvents(
  { lanes, accessChanges, log }: Pick<HttpDeps, "lanes" | "accessChanges" | "log">,
  { userId, mayGoOn }: Viewer,
  res: Response,
  begin: (stream: EventStream) => (() => void) | Promise<() => void>,
): Promise<void> {
  const leave = await lanes.streams.enter(userId, undefined);
  const write = (text: string) => {
    if (!res.writableEnded && !res.destroyed) res.write(text);
  };
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
  const stream: EventStream = {
    send(event, data, id) {
      if (res.writableLength > maxUnread) res.destroy();
      write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => void res.end(),
  };
  let stop = () => {};
  let unread = 0;
  const heartbeat = setInterval(() => {
    // The client has read nothing since the previous heartbeat.
    if (unread > 0 && res.writableLength >= unread) res.destroy();
    unread = res.writableLength;
    write(": \n\n");
  }, heartbeatMs);
  const end = setTimeout(stream.end, longestMs);
  const check = () =>
    mayGoOn().then(
      may => may || stream.end(),
      // While the database is unavailable, access cannot be revoked either.
      (err: unknown) => log.warn({ err }, "access check of open stream failed"),
    );
  const checking = setInterval(check, checkEveryMs);
  const unwatch = accessChanges.watch(userId, check);
  try {
    stop = await begin(stream);
    write(`retry: ${retryMs}\n\n`);
    if (!res.closed) await once(res, "close");
  } finally {
    clearInterval(heartbeat);
    clearTimeout(end);
    clearInterval(checking);
    unwatch();
    leave();
    stop();
  }
}
