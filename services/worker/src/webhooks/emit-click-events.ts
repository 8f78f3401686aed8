import { type WebhookData, type WebhookEvent, webhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents } from "@shunt/db";
import { sql } from "kysely";
import { toPlainArray } from "../ingest/store/array-literal.ts";
import type { StoredClick } from "../ingest/store/stored-click.ts";
import { toLiveClick } from "../ingest/to-live-click.ts";

/** Emits `link.clicked` events in the transaction that writes the clicks. */
export type EmitClickEvents = (tx: Db, clicks: readonly StoredClick[]) => Promise<void>;

type EmittedClick = WebhookData<"link.clicked">["clicks"][number];

const clicksInEvent = 100;

/** @param getSubscribers the workspaces with a webhook for clicks; an empty set costs no query */
export function createEmitClickEvents(getSubscribers: () => ReadonlySet<string>): EmitClickEvents {
  return async (tx, clicks) => {
    const subscribers = getSubscribers();
    if (subscribers.size === 0) return;
    const wanted = clicks.filter(click => click.class === "human" && subscribers.has(click.workspaceId));
    if (wanted.length === 0) return;
    const addresses = await findAddresses(tx, [...new Set(wanted.map(click => click.linkId))]);
    const byWorkspace = Map.groupBy(wanted, click => click.workspaceId);
    await insertWebhookEvents(
      tx,
      [...byWorkspace].flatMap(([workspaceId, ofOne]) => toEvents(workspaceId, toEmittedClicks(ofOne, addresses))),
    );
  };
}

type Address = Pick<EmittedClick, "short_code" | "domain">;

async function findAddresses(tx: Db, linkIds: readonly string[]): Promise<ReadonlyMap<string, Address>> {
  const { rows } = await sql<Address & { linkId: string }>`
    select link_id as "linkId", code as short_code, host as domain
    from link_codes join domains on domains.id = domain_id
    where is_primary and link_id = any(${toPlainArray(linkIds)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ linkId, ...address }) => [linkId, address]));
}

/** Skips clicks of links that were deleted meanwhile. */
function toEmittedClicks(clicks: readonly StoredClick[], addresses: ReadonlyMap<string, Address>): EmittedClick[] {
  return clicks.flatMap(click => {
    const address = addresses.get(click.linkId);
    return address ? { ...toLiveClick(click), ...address } : [];
  });
}

function toEvents(workspaceId: string, clicks: readonly EmittedClick[]): WebhookEvent[] {
  const at = new Date();
  const events: WebhookEvent[] = [];
  for (let start = 0; start < clicks.length; start += clicksInEvent) {
    const data = { clicks: clicks.slice(start, start + clicksInEvent) };
    events.push(webhookEvent("link.clicked", workspaceId, data, { at }));
  }
  return events;
}
