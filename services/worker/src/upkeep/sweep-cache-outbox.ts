import type { DomainCache, LinkCache } from "@shunt/cache";
import type { LinkChange } from "@shunt/contracts/cached";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Changes are normally published within moments. Older rows are left over from a crash or a Redis outage (s). */
const graceSeconds = 3;
const batchSize = 500;

export interface CacheOutboxDeps {
  db: Db;
  linkCache: LinkCache;
  domainCache: DomainCache;
}

/** Publishes changes that the caches and redirects missed, until it is stopped. Returns their number. */
export async function sweepCacheOutbox(deps: CacheOutboxDeps, stopping?: AbortSignal): Promise<number> {
  let published = 0;
  for (const { id, host, ...change } of await findLeftRows(deps.db)) {
    if (stopping?.aborted) break;
    if (host === null) await deps.linkCache.announce(change);
    else await deps.domainCache.invalidate(host, change.version);
    await deps.db.deleteFrom("cache_outbox").where("id", "=", id).execute();
    published++;
  }
  return published;
}

async function findLeftRows(db: Db): Promise<(LinkChange & { id: number; host: string | null })[]> {
  return db
    .selectFrom("cache_outbox")
    .select(["id", "domain_id as domainId", "code", "version", "host"])
    .where("created_at", "<", sql<Date>`now() - make_interval(secs => ${sql.lit(graceSeconds)})`)
    .orderBy("id")
    .limit(batchSize)
    .execute();
}
