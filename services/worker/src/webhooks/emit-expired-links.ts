import { toShortUrl } from "@shunt/contracts/links";
import { webhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents, maxClicksOfLink } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Links that expired earlier get no event. Must be far shorter than the retention of events. */
const emittedWithin = sql`interval '3 days'`;
const linksAtOnce = 500;
/** By then, redirects have returned the clicks that they hold, so a limit that is reached stays so. */
const returnedWithin = sql`interval '5 seconds'`;

interface ExpiredLink {
  id: string;
  workspaceId: string;
  targetUrl: string;
  code: string;
  /** The domain's host; null for the shared domain. */
  host: string | null;
  expiresAt: Date;
  /** The limit that was reached; null if the time was over. */
  maxClicks: number | null;
  /** Unique per link and expiry time or limit. */
  onceKey: string;
}

/** Emits `link.expired` once per link and expiry time or limit. A unique key in the database makes this safe to run twice. */
export async function emitExpiredLinks(db: Db, baseUrl: string): Promise<void> {
  for (const cause of [outOfTime, outOfClicks]) await emitExpired(db, baseUrl, cause);
}

async function emitExpired(db: Db, baseUrl: string, cause: Cause): Promise<void> {
  let links: ExpiredLink[];
  do {
    links = await findExpiredLinks(db, cause);
    await insertWebhookEvents(
      db,
      links.map(link => toEvent(link, baseUrl)),
    );
  } while (links.length === linksAtOnce);
}

/** Why a link has expired, in SQL about a row of `links`. */
interface Cause {
  /** Joins what the other properties need. */
  join: RawBuilder<unknown>;
  expiresAt: RawBuilder<Date>;
  maxClicks: RawBuilder<number | null>;
  condition: RawBuilder<boolean>;
  /** Part of the key after the link's id. */
  key: RawBuilder<string>;
}

const outOfTime: Cause = {
  join: sql``,
  expiresAt: sql`expires_at`,
  maxClicks: sql`null::bigint`,
  condition: sql`expires_at <= now()`,
  key: sql`extract(epoch from expires_at)`,
};

const outOfClicks: Cause = {
  join: sql`join link_uses on link_uses.link_id = links.id`,
  expiresAt: sql`used_up_at`,
  maxClicks: maxClicksOfLink,
  // A reservation includes the clicks that were counted before the limit was set.
  condition: sql`used_up_at <= now() - ${returnedWithin} and ${maxClicksOfLink} <= reserved`,
  key: sql`'clicks/' || ${maxClicksOfLink}`,
};

/** Starts from the webhooks, to read only links of their workspaces. */
async function findExpiredLinks(db: Db, cause: Cause): Promise<ExpiredLink[]> {
  const { rows } = await sql<ExpiredLink>`
    select links.id, links.workspace_id as "workspaceId", target_url as "targetUrl", code, host,
      ${cause.expiresAt} as "expiresAt", ${cause.maxClicks} as "maxClicks", once_key as "onceKey"
    from (
      select workspace_id, min(listening_since) as since from webhooks
      where is_active and 'link.expired' = any(events) group by workspace_id
    ) as listening
    join links on links.workspace_id = listening.workspace_id
    ${cause.join}
    join link_codes on link_codes.link_id = links.id and is_primary
    join domains on domains.id = domain_id
    cross join lateral (select 'link.expired/' || links.id || '/' || ${cause.key}) as name (once_key)
    where ${cause.condition} and ${cause.expiresAt} >= greatest(listening.since, now() - ${emittedWithin})
      and not exists (select from webhook_events where webhook_events.once_key = name.once_key)
    order by ${cause.expiresAt} limit ${sql.lit(linksAtOnce)}`.execute(db);
  return rows;
}

function toEvent(
  { id, workspaceId, targetUrl, code, host, expiresAt, maxClicks, onceKey }: ExpiredLink,
  baseUrl: string,
) {
  const data = {
    id,
    short_code: code,
    domain: host,
    short_url: toShortUrl(code, host, baseUrl),
    original_url: targetUrl,
    expires_at: expiresAt.toISOString(),
    max_clicks: maxClicks,
  };
  return webhookEvent("link.expired", workspaceId, data, { at: new Date(), onceKey, happenedAt: expiresAt });
}
