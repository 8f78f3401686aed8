import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Answers are given again for so long. */
const kept = sql`interval '24 hours'`;
/** No request takes longer, not that of ten thousand rows either; who has not answered by then has died. */
const longest = sql`interval '5 minutes'`;

export interface KnownAnswer {
  fingerprint: Buffer;
  /** Null while it is under way. */
  answer: Buffer | null;
}

/** Claims a key for a request. Returns what is known of it when another one has it; of many at once, one gets it. */
export async function claimKey(db: Db, keyHash: Buffer, fingerprint: Buffer): Promise<KnownAnswer | undefined> {
  const { rows } = await sql<{ isClaimed: boolean }>`
    insert into idempotent_answers as known (key_hash, fingerprint, abandoned_at)
    values (${keyHash}, ${fingerprint}, now() + ${longest})
    on conflict (key_hash) do update
    set fingerprint = excluded.fingerprint, answer = null, abandoned_at = excluded.abandoned_at, created_at = now()
    where known.created_at < now() - ${kept}
      or (known.answer is null and known.abandoned_at < now() and known.fingerprint = excluded.fingerprint)
    returning true as "isClaimed"`.execute(db);
  if (rows.length > 0) return undefined;
  const known = await db
    .selectFrom("idempotent_answers")
    .select(["fingerprint", "answer"])
    .where("key_hash", "=", keyHash)
    .executeTakeFirst();
  // Released in this very moment: it may be claimed anew.
  return known ?? claimKey(db, keyHash, fingerprint);
}

export async function keepAnswer(db: Db, keyHash: Buffer, answer: Buffer): Promise<void> {
  await db.updateTable("idempotent_answers").set({ answer }).where("key_hash", "=", keyHash).execute();
}

/** Nothing came of it: the same request may be sent again. */
export async function releaseKey(db: Db, keyHash: Buffer): Promise<void> {
  await db.deleteFrom("idempotent_answers").where("key_hash", "=", keyHash).where("answer", "is", null).execute();
}
