import type { LinkAddress } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { LinkLock } from "./link-lock.ts";

/** By link id. Only for `LinkChanges`, which also writes the rules of the links. */
export async function upsertLocks(tx: Db, locks: ReadonlyMap<string, LinkLock>): Promise<void> {
  if (locks.size === 0) return;
  const rows = [...locks].map(([id, { passwordHash, sealedKey }]) => ({
    link_id: id,
    password_hash: passwordHash,
    sealed_key: sealedKey,
  }));
  await tx
    .insertInto("link_locks")
    .values(rows)
    .onConflict(conflict =>
      conflict.column("link_id").doUpdateSet({
        password_hash: sql.ref("excluded.password_hash"),
        sealed_key: sql.ref("excluded.sealed_key"),
      }),
    )
    .execute();
}

/** Only for `LinkChanges`. */
export async function deleteLock(tx: Db, linkId: string): Promise<void> {
  await tx.deleteFrom("link_locks").where("link_id", "=", linkId).execute();
}

/** The link of an address, on a domain that exists. */
export interface FoundLock {
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
  /** Null if no link has the code. */
  linkId: string | null;
  /** Null if the link has no password. */
  lock: LinkLock | null;
}

/** Takes one statement whatever it finds. Undefined if the domain does not exist. */
export async function findLock(db: Db, { domainId, code }: LinkAddress): Promise<FoundLock | undefined> {
  const row = await db
    .selectFrom("domains")
    .leftJoin("link_codes", join => join.onRef("link_codes.domain_id", "=", "domains.id").on("code", "=", code))
    .leftJoin("links", "links.id", "link_codes.link_id")
    .leftJoin("link_locks", "link_locks.link_id", "links.id")
    .select([
      "domains.host",
      "links.id as linkId",
      "password_hash as passwordHash",
      "sealed_key as sealedKey",
      sql<string | null>`links.rules->>'lock'`.as("publicKey"),
    ])
    .where("domains.id", "=", domainId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { host, linkId, passwordHash, sealedKey, publicKey } = row;
  const isLocked = passwordHash !== null && sealedKey !== null && publicKey !== null;
  return { host, linkId, lock: isLocked ? { passwordHash, sealedKey, publicKey } : null };
}
