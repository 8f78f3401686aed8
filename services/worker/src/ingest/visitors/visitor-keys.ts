import { randomBytes } from "node:crypto";
import type { Db } from "@shunt/db";
import { toDay } from "../aggregate/day.ts";

/** Days for which a key outlives its own day, for late batches. */
const visitorKeyDays = 2;
const dayMs = 24 * 60 * 60_000;

/** Returns the key for a UTC day's visitor hashes, or undefined once it is destroyed. */
export type VisitorKeyOf = (db: Db, day: string) => Promise<Buffer | undefined>;

export function createVisitorKeys(now: () => number): VisitorKeyOf {
  const known = new Map<string, Buffer>();
  return async (db, day) => {
    const oldest = toOldestKeyDay(now());
    for (const remembered of known.keys()) if (remembered < oldest) known.delete(remembered);
    if (day < oldest) return undefined;
    const key = known.get(day) ?? (await findOrCreateKey(db, day));
    known.set(day, key);
    return key;
  };
}

export function toOldestKeyDay(now: number): string {
  return toDay(now - visitorKeyDays * dayMs);
}

/** The first worker to insert a key wins, so all workers use the same one. */
async function findOrCreateKey(db: Db, day: string): Promise<Buffer> {
  await db
    .insertInto("visitor_keys")
    .values({ day, key: randomBytes(32) })
    .onConflict(conflict => conflict.column("day").doNothing())
    .execute();
  const { key } = await db.selectFrom("visitor_keys").select("key").where("day", "=", day).executeTakeFirstOrThrow();
  return key;
}
