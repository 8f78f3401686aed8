import { once } from "node:events";
import type { LiveClick } from "@shunt/cache";
import type { LiveQuery } from "@shunt/contracts";
import type { Response } from "express";
import { sql } from "kysely";
import QuickLRU from "quick-lru";
import type { Actor, Context } from "../context.ts";
import { findScope } from "./find-scope.ts";

const heartbeatMs = 15_000;
/** A stream ends then and the browser connects anew, so that whoever has lost the right to see does not see for ever. */
const longestMs = 15 * 60_000;
/** Clicks that wait until their link's code is looked up; what comes beyond that is not sent. */
const maxWaiting = 1_000;
const maxKnownCodes = 10_000;
/** How long a browser waits before it connects anew. */
const retryMs = 2_000;
/** Bytes that a slow client may leave unread; what comes beyond that is not sent. */
const maxUnread = 1_000_000;

/**
 * Sends the clicks of a scope as server-sent events, from when they are counted on, until the client goes away.
 *
 * @throws Problem as `findScope` does, or "rate-limited", before anything is sent.
 */
export async function watchClicks(
  context: Context,
  actor: Actor,
  { include_bots, ...query }: LiveQuery,
  res: Response,
): Promise<void> {
  const scope = await findScope(context, actor, query);
  const isOfAll =
    actor.domainIds === undefined && query.link === undefined && query.tag === undefined && query.domain === undefined;
  const codes = new QuickLRU<string, string | undefined>({ maxSize: maxKnownCodes });

  /** Tells the code, once it is known that the link is in the scope. */
  async function findCode(linkId: string): Promise<string | undefined> {
    if (codes.has(linkId)) return codes.get(linkId);
    const { rows } = await sql<{ code: string }>`
      select code from link_codes where link_id = ${linkId} and is_primary
        and ${isOfAll ? sql`true` : scope.includes(sql`link_id`)}`.execute(context.db);
    codes.set(linkId, rows[0]?.code);
    return rows[0]?.code;
  }

  async function send(click: LiveClick): Promise<void> {
    if (!include_bots && click.class !== "human") return;
    const short_code = await findCode(click.link_id);
    if (short_code === undefined || res.writableLength > maxUnread) return;
    res.write(`event: click\nid: ${click.id}\ndata: ${JSON.stringify({ ...click, short_code })}\n\n`);
  }

  const leave = context.streams.enter(actor.userId);
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
  res.write(`retry: ${retryMs}\n\n`);
  let sent = Promise.resolve();
  let waiting = 0;
  /** One after the other, so that clicks keep their order. */
  const sendInTurn = (click: LiveClick) => {
    if (waiting === maxWaiting) return;
    waiting += 1;
    sent = sent
      .then(() => send(click))
      .catch((err: unknown) => context.log.warn({ err }, "live click not sent"))
      .finally(() => {
        waiting -= 1;
      });
  };
  const stopWatching = context.liveClicks.watch(scope.workspaceIds, {
    onClick: sendInTurn,
    onEnd: () => res.end(),
  });
  const heartbeat = setInterval(() => res.write(": \n\n"), heartbeatMs);
  const end = setTimeout(() => res.end(), longestMs);
  try {
    await once(res, "close");
  } finally {
    clearInterval(heartbeat);
    clearTimeout(end);
    leave();
    stopWatching();
  }
}
