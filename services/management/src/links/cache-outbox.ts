import { publishLinkChange } from "@shunt/cache";
import type { CachedLink, LinkChange } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Context } from "../context.ts";
import type { LinkRecord } from "./link-record.ts";

/** Notes, in the transaction of a link's write, that the caches must hear of it. */
export async function insertOutboxRow(tx: Db, change: LinkChange): Promise<number> {
  const { id } = await tx
    .insertInto("cache_outbox")
    .values({ domain_id: change.domainId, code: change.code, version: change.version })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Tells the cache and the pods after commit; `link` is undefined when it was deleted. Whatever fails here is repeated by
 * the worker from the outbox, so the write that it belongs to has succeeded all the same.
 */
export async function announceChange(
  { db, redis, linkCache, log }: Context,
  outboxId: number,
  change: LinkChange,
  link: LinkRecord | undefined,
): Promise<void> {
  try {
    if (link) await linkCache.put(change, toCachedLink(link));
    else await linkCache.invalidate(change, change.version);
    await publishLinkChange(redis, change);
    await db.deleteFrom("cache_outbox").where("id", "=", outboxId).execute();
  } catch (err) {
    log.warn({ err, code: change.code }, "caches not told yet, left to the worker");
  }
}

function toCachedLink(link: LinkRecord): CachedLink {
  return {
    id: link.id,
    version: link.version,
    url: link.targetUrl,
    status: link.redirectStatus,
    isActive: link.isActive,
    isIndexable: link.isIndexable,
    isBlocked: link.isBlocked,
    startsAt: link.startsAt?.getTime() ?? null,
    expiresAt: link.expiresAt?.getTime() ?? null,
    fallbackUrl: link.fallbackUrl,
  };
}
