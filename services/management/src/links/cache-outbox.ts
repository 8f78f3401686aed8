import { type LinkChange, toCachedLink } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { LinkRecord } from "./link-record.ts";

/** Notes, in the transaction that writes links, what the caches must hear. Returns the ids of the notes. */
export async function insertOutboxRows(tx: Db, announcements: readonly Announcement[]): Promise<number[]> {
  if (announcements.length === 0) return [];
  const changes = announcements.map(({ change }) => change);
  const { rows } = await sql<{ id: number }>`
    insert into cache_outbox (domain_id, code, version)
    select * from unnest(
      ${changes.map(change => change.domainId)}::int[],
      ${changes.map(change => change.code)}::text[],
      ${changes.map(change => change.version)}::bigint[]
    )
    returning id`.execute(tx);
  return rows.map(row => row.id);
}

/** What the caches have yet to hear. */
export async function countOutbox(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from cache_outbox`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What has become of a code; without `link` when it leads nowhere any more. */
export interface Announcement {
  change: LinkChange;
  link: LinkRecord | undefined;
}

/** What there is to tell of a link: it is cached under each of its codes. */
export function toAnnouncements(link: LinkRecord): Announcement[] {
  const { domainId, code, version } = link;
  return [{ domainId, code }, ...link.otherCodes].map(address => ({ change: { ...address, version }, link }));
}

/** What there is to tell once a link is gone. */
export function toFarewells(link: LinkRecord, version: number): Announcement[] {
  return toAnnouncements(link).map(({ change }) => ({ change: { ...change, version }, link: undefined }));
}

/**
 * Tells the cache and the pods after commit. Whatever fails here is repeated by the worker from the outbox, so the write that
 * it belongs to has succeeded all the same.
 */
export async function announceChanges(
  { linkCache, outbox, log }: Context,
  outboxIds: readonly number[],
  announcements: readonly Announcement[],
): Promise<void> {
  if (announcements.length === 0) return;
  try {
    await Promise.all(announcements.map(({ change, link }) => linkCache.announce(change, link && toCachedLink(link))));
    outbox.settle(outboxIds);
  } catch (err) {
    const codes = announcements.slice(0, 10).map(({ change }) => change.code);
    log.warn({ err, codes, count: announcements.length }, "caches not told yet, left to the worker");
  }
}
