import { type BlockedHost, type BlockHost, Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { writeAudit } from "../audit/write-audit.ts";
import type { Actor, Context } from "../context.ts";

/** More than anybody keeps by hand. */
const maxListed = 10_000;

/** Blocking a host that is blocked changes its reason. */
export async function blockHost({ db }: Context, actor: Actor, { host, reason }: BlockHost): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx
      .insertInto("blocked_hosts")
      .values({ host, reason: reason ?? null, created_by: actor.userId })
      .onConflict(conflict => conflict.column("host").doUpdateSet({ reason: reason ?? null }))
      .execute();
    await writeAudit(tx, { actor, action: "host.blocked", details: { host, reason: reason ?? null } });
  });
}

/** @throws Problem "host-not-blocked" */
export async function unblockHost({ db }: Context, actor: Actor, host: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const deleted = await tx.deleteFrom("blocked_hosts").where("host", "=", host).returning("host").executeTakeFirst();
    if (!deleted) throw new Problem("host-not-blocked");
    await writeAudit(tx, { actor, action: "host.unblocked", details: { host } });
  });
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
