import { once } from "node:events";
import type { Response } from "express";
import type { Context } from "../context.ts";

/** A stream ends then and the browser connects anew, to whichever process there is then. */
const longestMs = 15 * 60_000;
/** How long a browser waits before it connects anew. */
const retryMs = 2_000;
/** Bytes that a slow client may leave unread; what comes beyond that is not sent. */
const maxUnread = 1_000_000;

/**
 * Sends what has been, and then how everything is doing every two seconds, as server-sent events, until the client goes away.
 *
 * @param mayGoOn asked each time, so that whoever has lost the right to see sees no more
 * @throws Problem "rate-limited", before anything is sent
 */
export async function watchOverview(
  { overview, streams }: Pick<Context, "overview" | "streams">,
  userId: string,
  mayGoOn: () => Promise<boolean>,
  res: Response,
): Promise<void> {
  const leave = streams.enter(userId);
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
  res.write(`retry: ${retryMs}\n\n`);
  const send = (event: string, data: unknown) => {
    if (!res.writableEnded && res.writableLength <= maxUnread)
      res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  send("history", overview.history());
  const stopWatching = overview.watch({
    onOverview(now) {
      void mayGoOn().then(may => (may ? send("overview", now) : res.end()));
    },
    onEnd: () => res.end(),
  });
  const end = setTimeout(() => res.end(), longestMs);
  try {
    await once(res, "close");
  } finally {
    clearTimeout(end);
    leave();
    stopWatching();
  }
}
