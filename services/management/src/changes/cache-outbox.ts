import type { CachedLink, LinkChange } from "@shunt/contracts/cached";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { ChangesDeps } from "./deps.ts";

/** A new version of a code or a domain. */
export interface CacheChange extends LinkChange {
  /** Null for a change of a code. */
  host: string | null;
  /** Undefined if the code no longer belongs to a link. */
  link?: CachedLink;
  /** Whether the code had no link before. */
  isNew?: boolean;
  /** If the statement that wrote the link inserted the row as well. */
  outboxId?: number;
}

/** Inserts rows for changes without one. Returns the ids of all rows. */
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

/** Changes that have not reached the caches, and the seconds that the oldest has waited, or 0. */
export async function readOutbox(db: Db): Promise<{ changes: number; oldestSeconds: number }> {
  const { rows } = await sql<{ changes: number; oldestSeconds: number }>`
    select count(*) as changes,
      greatest(coalesce(extract(epoch from now() - min(created_at)), 0), 0)::float as "oldestSeconds"
    from cache_outbox`.execute(db);
  return rows[0] ?? { changes: 0, oldestSeconds: 0 };
}

/** Call it after the commit. The worker retries failed announcements from the outbox. */
export async function announceChanges(
  { linkCache, domainCache, outbox, log }: Pick<ChangesDeps, "linkCache" | "domainCache" | "outbox" | "log">,
  outboxIds: readonly number[],
  changes: readonly CacheChange[],
): Promise<void> {
  if (changes.length === 0) return;
  try {
    await Promise.all(
      changes.map(({ domainId, code, version, host, link, isNew }) =>
        host === null
          ? linkCache.announce({ domainId, code, version }, link, { isNew })
          : domainCache.invalidate(host, version),
      ),
    );
    outbox.settle(outboxIds);
  } catch (err) {
    const names = changes.slice(0, 10).map(({ code, host }) => host ?? code);
    log.warn({ err, names, count: changes.length }, "cache update failed, left to the worker");
  }
}
