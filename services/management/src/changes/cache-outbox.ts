import type { CachedLink, LinkChange } from "@shunt/contracts/cached";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { ChangesDeps } from "./deps.ts";

/** What the caches must learn: a code, or a domain, has a new version. */
export interface CacheChange extends LinkChange {
  /** Of a domain, which has no code; null for a code. */
  host: string | null;
  /** The link behind a code; undefined when the code leads nowhere any more. */
  link?: CachedLink;
  /** Of the row in the outbox, where the statement that wrote the link has written it too. */
  outboxId?: number;
}

/** Writes the changes that have no row yet into the outbox, in their transaction. Returns the ids of all rows. */
export async function insertOutboxRows(tx: Db, changes: readonly CacheChange[]): Promise<number[]> {
  const written = changes.flatMap(({ outboxId }) => outboxId ?? []);
  const unwritten = changes.filter(({ outboxId }) => outboxId === undefined);
  if (unwritten.length === 0) return written;
  const { rows } = await sql<{ id: number }>`
    /* prepared insert-outbox-rows */
    insert into cache_outbox (domain_id, code, version, host)
    select * from unnest(
      ${unwritten.map(({ domainId }) => domainId)}::int[],
      ${unwritten.map(({ code }) => code)}::text[],
      ${unwritten.map(({ version }) => version)}::bigint[],
      ${unwritten.map(({ host }) => host)}::text[]
    )
    returning id`.execute(tx);
  return [...written, ...rows.map(({ id }) => id)];
}

/** How many changes wait for their announcement to the caches. */
export async function countOutbox(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from cache_outbox`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Announces changes to caches and pods after the commit. The worker repeats from the outbox what fails here, so the write has
 * succeeded all the same.
 */
export async function announceChanges(
  { linkCache, domainCache, outbox, log }: Pick<ChangesDeps, "linkCache" | "domainCache" | "outbox" | "log">,
  outboxIds: readonly number[],
  changes: readonly CacheChange[],
): Promise<void> {
  if (changes.length === 0) return;
  try {
    await Promise.all(
      changes.map(({ domainId, code, version, host, link }) =>
        host === null ? linkCache.announce({ domainId, code, version }, link) : domainCache.invalidate(host, version),
      ),
    );
    outbox.settle(outboxIds);
  } catch (err) {
    const names = changes.slice(0, 10).map(({ code, host }) => host ?? code);
    log.warn({ err, names, count: changes.length }, "caches not updated yet, left to the worker");
  }
}
