import { toShortUrl } from "@shunt/contracts/links";
import { webhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents } from "@shunt/db";
import { sql } from "kysely";

/** Links that expired earlier get no event. Must be far shorter than the retention of events. */
const emittedWithin = sql`interval '3 days'`;
const linksAtOnce = 500;

interface ExpiredLink {
  id: string;
  workspaceId: string;
  targetUrl: string;
  code: string;
  /** The domain's host; null for the shared domain. */
  host: string | null;
  expiresAt: Date;
  /** Unique per link and expiry time. */
  onceKey: string;
}

/** Emits `link.expired` once per link and expiry time. A unique key in the database makes this safe to run twice. */
export async function emitExpiredLinks(db: Db, baseUrl: string): Promise<void> {
  let links: ExpiredLink[];
  do {
    links = await findExpiredLinks(db);
    await insertWebhookEvents(
      db,
      links.map(link => toEvent(link, baseUrl)),
    );
  } while (links.length === linksAtOnce);
}

/** Starts from the webhooks, to read only links of their workspaces. */
async function findExpiredLinks(db: Db): Promise<ExpiredLink[]> {
  const { rows } = await sql<ExpiredLink>`
    select links.id, links.workspace_id as "workspaceId", target_url as "targetUrl", code, host,
      expires_at as "expiresAt", once_key as "onceKey"
    from (
      select workspace_id, min(listening_since) as since from webhooks
      where is_active and 'link.expired' = any(events) group by workspace_id
    ) as listening
    join links on links.workspace_id = listening.workspace_id
      and expires_at <= now() and expires_at >= greatest(listening.since, now() - ${emittedWithin})
    join link_codes on link_id = links.id and is_primary
    join domains on domains.id = domain_id
    cross join lateral (select 'link.expired/' || links.id || '/' || extract(epoch from expires_at)) as name (once_key)
    where not exists (select from webhook_events where webhook_events.once_key = name.once_key)
    order by expires_at limit ${sql.lit(linksAtOnce)}`.execute(db);
  return rows;
}

function toEvent({ id, workspaceId, targetUrl, code, host, expiresAt, onceKey }: ExpiredLink, baseUrl: string) {
  const data = {
    id,
    short_code: code,
    domain: host,
    short_url: toShortUrl(code, host, baseUrl),
    original_url: targetUrl,
    expires_at: expiresAt.toISOString(),
  };
  return webhookEvent("link.expired", workspaceId, data, { at: new Date(), onceKey, happenedAt: expiresAt });
}
