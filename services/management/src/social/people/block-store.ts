import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

export async function areBlocked(db: Db, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ areBlocked: boolean }>`
    select ${isBlockedBetween(sql`${one}::uuid`, sql`${other}::uuid`)} as "areBlocked"`.execute(db);
  return rows[0]?.areBlocked === true;
}

/** SQL condition: one of the two people has blocked the other. */
export function isBlockedBetween(one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from social.blocks
    where (blocker_id = ${one} and blocked_id = ${other}) or (blocker_id = ${other} and blocked_id = ${one})
  )`;
}

export async function insertBlock(tx: Db, blockerId: string, blockedId: string): Promise<void> {
  await tx
    .insertInto("social.blocks")
    .values({ blocker_id: blockerId, blocked_id: blockedId })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

export async function deleteBlock(db: Db, blockerId: string, blockedId: string): Promise<void> {
  await db
    .deleteFrom("social.blocks")
    .where("blocker_id", "=", blockerId)
    .where("blocked_id", "=", blockedId)
    .execute();
}
