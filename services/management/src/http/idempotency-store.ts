import type { Db } from "@shunt/db";
import { sql } from "kysely";

const kept = sql`interval '24 hours'`;
/** Longest time of a request, even with 10,000 rows. A process that has not responded by then has died. */
const longest = sql`interval '5 minutes'`;

/** Bounds of the stored responses per subject. Beyond either, the oldest are deleted. */
const maxAnswers = 1_000;
const maxBytes = 64 * 1_048_576;

export interface KnownAnswer {
  fingerprint: Buffer;
  /** Null while the request is in progress. */
  answer: Buffer | null;
}

export interface ClaimedKey {
  keyHash: Buffer;
  subjectHash: Buffer;
  /** The first is stored; each of them identifies the same request. */
  fingerprints: readonly Buffer[];
}

/** Claims a key for a request. Returns the stored entry if another request has the key. One of several concurrent requests gets it. */
export async function claimKey(
  db: Db,
  { keyHash, subjectHash, fingerprints }: ClaimedKey,
): Promise<KnownAnswer | undefined> {
  const { rows } = await sql<{ isClaimed: boolean }>`
    insert into idempotent_answers as known (key_hash, subject_hash, fingerprint, abandoned_at)
    values (${keyHash}, ${subjectHash}, ${fingerprints[0]}, now() + ${longest})
    on conflict (key_hash) do update
    set fingerprint = excluded.fingerprint, answer = null, abandoned_at = excluded.abandoned_at, created_at = now()
    where known.created_at < now() - ${kept}
      or (known.answer is null and known.abandoned_at < now() and known.fingerprint = any(${fingerprints}::bytea[]))
    returning true as "isClaimed"`.execute(db);
  if (rows.length > 0) return undefined;
  const known = await db
    .selectFrom("idempotent_answers")
    .select(["fingerprint", "answer"])
    .where("key_hash", "=", keyHash)
    .executeTakeFirst();
  // Released in the meantime, so it can be claimed.
  return known ?? claimKey(db, { keyHash, subjectHash, fingerprints });
}

/** Stores a response, and deletes the oldest ones of the subject beyond its bounds. */
export async function saveAnswer(db: Db, { keyHash, subjectHash }: ClaimedKey, answer: Buffer): Promise<void> {
  await db.updateTable("idempotent_answers").set({ answer }).where("key_hash", "=", keyHash).execute();
  await sql`
    delete from idempotent_answers where key_hash in (
      select key_hash from (
        select key_hash, row_number() over newest as position, sum(octet_length(answer)) over newest as bytes
        from idempotent_answers where subject_hash = ${subjectHash} and answer is not null
        window newest as (order by created_at desc, key_hash)
      ) as kept where position > ${maxAnswers} or (position > 1 and bytes > ${maxBytes})
    )`.execute(db);
}

/** Releases the key of a failed request, so that it can be sent again. */
export async function releaseKey(db: Db, keyHash: Buffer): Promise<void> {
  await db.deleteFrom("idempotent_answers").where("key_hash", "=", keyHash).where("answer", "is", null).execute();
}
