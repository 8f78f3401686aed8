import type { LiveClick } from "@shunt/cache";
import type { ClickEvent, LiveQuery } from "@shunt/contracts/analytics";
import type { Response } from "express";
import { sql } from "kysely";
import QuickLRU from "quick-lru";
import { type Caller, domainLimitOf } from "../../access/index.ts";
import { hasAccess } from "../../auth/index.ts";
import { type EventStream, streamEvents } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { findScope } from "../query/find-scope.ts";

/** Further clicks are dropped. */
const maxWaiting = 1_000;
const maxCachedCodes = 10_000;
type Address = Pick<ClickEvent, "short_code" | "domain">;

/**
 * Sends clicks as server-sent events until the client disconnects.
 *
 * @throws the Problems of `findScope`, or LaneFull, before anything is sent
 */
export async function watchClicks(
  context: AnalyticsDeps,
  actor: Caller,
  { include_bots, ...query }: LiveQuery,
  res: Response,
): Promise<void> {
  const scope = await findScope(context, actor, query);
  const includesAll =
    domainLimitOf(actor) === undefined &&
    [query.link, query.tag, query.folder, query.domain].every(part => part === undefined);
  const addresses = new QuickLRU<string, Address | undefined>({ maxSize: maxCachedCodes });

  /** Undefined for a link outside the scope. */
  async function findAddress(linkId: string): Promise<Address | undefined> {
    if (addresses.has(linkId)) return addresses.get(linkId);
    const { rows } = await sql<Address>`
      select code as short_code, host as domain from link_codes join domains on domains.id = domain_id
      where link_id = ${linkId} and is_primary
        and ${includesAll ? sql`true` : scope.includes(sql`link_id`)}`.execute(context.db);
    addresses.set(linkId, rows[0]);
    return rows[0];
  }

  async function send(stream: EventStream, click: LiveClick): Promise<void> {
    if (!include_bots && click.class !== "human") return;
    const address = await findAddress(click.link_id);
    if (address) stream.send("click", { ...click, ...address }, click.id);
  }

  const viewer = { userId: actor.userId, mayGoOn: () => hasAccess(context, actor) };
  await streamEvents(context, viewer, res, stream => {
    let sent = Promise.resolve();
    let waiting = 0;
    /** In sequence, to keep the order of clicks. */
    const enqueue = (click: LiveClick) => {
      if (waiting === maxWaiting) return;
      waiting += 1;
      sent = sent
        .then(() => send(stream, click))
        .catch((err: unknown) => context.log.warn({ err }, "live click not sent"))
        .finally(() => {
          waiting -= 1;
        });
    };
    return context.liveClicks.watch(scope.workspaceIds, { onClick: enqueue, onEnd: stream.end });
  });
}
