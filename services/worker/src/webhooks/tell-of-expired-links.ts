import { toEventBody, toShortUrl } from "@shunt/contracts";
import { type Db, insertWebhookEvents } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

/** However long no worker ran: what expired before that is old news. Far shorter than events are kept. */
const toldWithin = sql`interval '3 days'`;
const linksAtOnce = 500;

interface ExpiredLink {
  id: string;
  workspaceId: string;
  targetUrl: string;
  code: string;
  /** Of the domain; null for that of `BASE_URL`. */
  host: string | null;
  expiresAt: Date;
  /** The same for as long as it expires at the same moment. */
  onceKey: string;
}

/**
 * Tells the webhooks of links whose time is over, once of each link and moment: a name that is unique in the database decides,
 * so this may run twice.
 */
export async function tellOfExpiredLinks(db: Db, baseUrl: string): Promise<void> {
  let links: ExpiredLink[];
  do {
    links = await findUntoldLinks(db);
    await insertWebhookEvents(
      db,
      links.map(link => toEvent(link, baseUrl)),
    );
  } while (links.length === linksAtOnce);
}

/** Led by those who listen, so that links of others are not looked at. */
async function findUntoldLinks(db: Db): Promise<ExpiredLink[]> {
  const { rows } = await sql<ExpiredLink>`
    select links.id, links.workspace_id as "workspaceId", target_url as "targetUrl", code, host,
      expires_at as "expiresAt", once_key as "onceKey"
    from (
      select workspace_id, min(listening_since) as since from webhooks
      where is_active and 'link.expired' = any(events) group by workspace_id
    ) as listening
    join links on links.workspace_id = listening.workspace_id
      and expires_at <= now() and expires_at >= greatest(listening.since, now() - ${toldWithin})
    join link_codes on link_id = links.id and is_primary
    join domains on domains.id = domain_id
    cross join lateral (select 'link.expired/' || links.id || '/' || extract(epoch from expires_at)) as name (once_key)
    where not exists (select from webhook_events where webhook_events.once_key = name.once_key)
    order by expires_at limit ${sql.lit(linksAtOnce)}`.execute(db);
  return rows;
}

function toEvent({ id, workspaceId, targetUrl, code, host, expiresAt, onceKey }: ExpiredLink, baseUrl: string) {
  const type = "link.expired";
  const payload = toEventBody(type, new Date(), {
    id,
    short_code: code,
    domain: host,
    short_url: toShortUrl(code, host, baseUrl),
    original_url: targetUrl,
    expires_at: expiresAt.toISOString(),
  });
  return { id: uuidv7(), workspaceId, type, payload, onceKey, happenedAt: expiresAt };
}
