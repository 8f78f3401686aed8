import { once } from "node:events";
import type { Response } from "express";
import type { HttpDeps } from "./deps.ts";

const heartbeatMs = 15_000;
/** A stream ends then and the browser connects anew, so that whoever has lost the right to see does not see for ever. */
const longestMs = 15 * 60_000;
/** How long a browser waits before it connects anew. */
const retryMs = 2_000;
/** Bytes that a slow client may leave unread; beyond that it is cut off. */
const maxUnread = 256 * 1_024;

export interface EventStream {
  send(event: string, data: unknown, id?: string): void;
  end(): void;
}

/** How often an open stream checks that its client may still see it, where no notice comes (ms). */
const checkEveryMs = 5_000;

/** Who watches. */
export interface Viewer {
  userId: string;
  /** Whether the credential that the stream was opened with still gives access. */
  mayGoOn: () => Promise<boolean>;
}

/**
 * Answers with server-sent events until the client goes away, or has lost access.
 *
 * @param begin begins to send, and returns what ends it
 * @throws LaneFull, before anything is sent
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
    // Nothing has been read since the heartbeat before.
    if (unread > 0 && res.writableLength >= unread) res.destroy();
    unread = res.writableLength;
    write(": \n\n");
  }, heartbeatMs);
  const end = setTimeout(stream.end, longestMs);
  const check = () =>
    mayGoOn().then(
      may => may || stream.end(),
      // While the database is away, nobody can take access away either.
      (err: unknown) => log.warn({ err }, "access of an open stream not checked"),
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
