import { toEventBody, type WebhookData } from "@shunt/contracts";
import { type Db, insertWebhookEvents, type WebhookEvent } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { toPlainArray } from "../ingest/array-literal.ts";
import type { StoredClick } from "../ingest/stored-click.ts";
import { toLiveClick } from "../ingest/to-live-click.ts";

/** Notes clicks for the webhooks, in the transaction that writes them. */
export type TellOfClicks = (tx: Db, clicks: readonly StoredClick[]) => Promise<void>;

type ToldClick = WebhookData<"link.clicked">["clicks"][number];

const clicksInEvent = 100;

/** @param getListeners the workspaces whose clicks somebody listens to: with none of those, nothing is asked and nothing costs */
export function createTellOfClicks(getListeners: () => ReadonlySet<string>): TellOfClicks {
  return async (tx, clicks) => {
    const listeners = getListeners();
    if (listeners.size === 0) return;
    const heard = clicks.filter(click => click.class === "human" && listeners.has(click.workspaceId));
    if (heard.length === 0) return;
    const addresses = await findAddresses(tx, [...new Set(heard.map(click => click.linkId))]);
    const byWorkspace = Map.groupBy(heard, click => click.workspaceId);
    await insertWebhookEvents(
      tx,
      [...byWorkspace].flatMap(([workspaceId, ofOne]) => toEvents(workspaceId, toToldClicks(ofOne, addresses))),
    );
  };
}

/** What a link is found under: its primary code, and the host of the code's domain. */
type Address = Pick<ToldClick, "short_code" | "domain">;

/** By the links' ids. */
async function findAddresses(tx: Db, linkIds: readonly string[]): Promise<ReadonlyMap<string, Address>> {
  const { rows } = await sql<Address & { linkId: string }>`
    select link_id as "linkId", code as short_code, host as domain
    from link_codes join domains on domains.id = domain_id
    where is_primary and link_id = any(${toPlainArray(linkIds)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ linkId, ...address }) => [linkId, address]));
}

/** Without those of links that have been deleted meanwhile. */
function toToldClicks(clicks: readonly StoredClick[], addresses: ReadonlyMap<string, Address>): ToldClick[] {
  return clicks.flatMap(click => {
    const address = addresses.get(click.linkId);
    return address ? { ...toLiveClick(click), ...address } : [];
  });
}

function toEvents(workspaceId: string, clicks: readonly ToldClick[]): WebhookEvent[] {
  const type = "link.clicked";
  const now = new Date();
  const events: WebhookEvent[] = [];
  for (let start = 0; start < clicks.length; start += clicksInEvent) {
    const payload = toEventBody(type, now, { clicks: clicks.slice(start, start + clicksInEvent) });
    events.push({ id: uuidv7(), workspaceId, type, payload });
  }
  return events;
}
