import type { LiveClick } from "@shunt/cache";
import type { LiveQuery } from "@shunt/contracts";
import type { Response } from "express";
import { sql } from "kysely";
import QuickLRU from "quick-lru";
import { hasAccess } from "../auth/has-access.ts";
import type { Actor, Context } from "../context.ts";
import { type EventStream, streamEvents } from "../http/event-stream.ts";
import { findScope } from "./find-scope.ts";

/** Clicks that wait until their link's code is looked up; what comes beyond that is not sent. */
const maxWaiting = 1_000;
const maxKnownCodes = 10_000;

/**
 * Sends the clicks of a scope as server-sent events, from when they are counted on, until the client goes away.
 *
 * @throws Problem as `findScope` does, or LaneFull, before anything is sent.
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

  async function send(stream: EventStream, click: LiveClick): Promise<void> {
    if (!include_bots && click.class !== "human") return;
    const short_code = await findCode(click.link_id);
    if (short_code !== undefined) stream.send("click", { ...click, short_code }, click.id);
  }

  const viewer = { userId: actor.userId, mayGoOn: () => hasAccess(context, actor) };
  await streamEvents(context, viewer, res, stream => {
    let sent = Promise.resolve();
    let waiting = 0;
    /** One after the other, so that clicks keep their order. */
    const sendInTurn = (click: LiveClick) => {
      if (waiting === maxWaiting) return;
      waiting += 1;
      sent = sent
        .then(() => send(stream, click))
        .catch((err: unknown) => context.log.warn({ err }, "live click not sent"))
        .finally(() => {
          waiting -= 1;
        });
    };
    return context.liveClicks.watch(scope.workspaceIds, { onClick: sendInTurn, onEnd: stream.end });
  });
}
