import type { BlockedHost, BlockHost } from "@shunt/contracts/admin";
import { Problem } from "@shunt/contracts/problem";
import { type Db, lockHostVerdicts } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { removeDomainUrls, restoreDomainUrls } from "../domains/index.ts";
import { disableWebhooksTo } from "../webhooks/index.ts";
import { blockLinks } from "./block-links.ts";
import { findLinksTo, groupByBlockedHost, toUrlPattern } from "./blocked-links-store.ts";
import type { AdminDeps } from "./deps.ts";

const maxListed = 10_000;

/**
 * Blocks a host and its subdomains as destinations: existing links, redirects of domains and webhooks too. Writes in
 * progress are either waited for or refused. Blocking a blocked host again changes its reason and completes an
 * interrupted run. Returns the number of links blocked.
 */
export async function blockHost(context: AdminDeps, actor: Caller, { host, reason }: BlockHost): Promise<number> {
  await context.db.transaction().execute(async tx => {
    await lockHostVerdicts(tx);
    await tx
      .insertInto("blocked_hosts")
      .values({ host, reason: reason ?? null, created_by: actor.userId })
      .onConflict(conflict => conflict.column("host").doUpdateSet({ reason: reason ?? null }))
      .execute();
    await writeAudit(tx, { actor, action: "host.blocked", details: { host, reason: reason ?? null } });
  });
  // After the commit: transactions that share the lock may hold these rows.
  await disableWebhooksTo(context.db, toUrlPattern(host), "The receiver is on a blocked host");
  await removeDomainUrls(context, toUrlPattern(host));
  return blockLinks(context, await findLinksTo(context.db, host), host);
}

/** Restores what only this host blocked. Returns the number of links unblocked. @throws Problem "host-not-blocked" */
export async function unblockHost(context: AdminDeps, actor: Caller, host: string): Promise<number> {
  await context.db.transaction().execute(async tx => {
    const deleted = await tx.deleteFrom("blocked_hosts").where("host", "=", host).returning("host").executeTakeFirst();
    if (!deleted) throw new Problem("host-not-blocked");
    await writeAudit(tx, { actor, action: "host.unblocked", details: { host } });
  });
  await restoreDomainUrls(context);
  let unblocked = 0;
  const groups = await groupByBlockedHost(context.db, sql`blocked_host = ${host}`);
  for (const [other, links] of groups) {
    const changed = await blockLinks(context, links, other);
    if (other === undefined) unblocked += changed;
  }
  // A host that was blocked meanwhile missed these links, which were still blocked.
  const back = await groupByBlockedHost(
    context.db,
    sql`id = any(${groups.get(undefined) ?? []}::uuid[]) and blocked_at is null`,
  );
  for (const [other, links] of back) {
    if (other !== undefined) unblocked -= await blockLinks(context, links, other);
  }
  return unblocked;
}

export async function listBlockedHosts(db: Db): Promise<BlockedHost[]> {
  const rows = await db
    .selectFrom("blocked_hosts")
    .select(["host", "reason", "created_at"])
    .orderBy("host")
    .limit(maxListed)
    .execute();
  return rows.map(({ host, reason, created_at }) => ({ host, reason, created_at: created_at.toISOString() }));
}
