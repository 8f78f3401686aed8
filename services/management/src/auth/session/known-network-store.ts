import { createHmac, hkdfSync } from "node:crypto";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Per account; the least recently used network is dropped. */
const maxNetworks = 10;
/** A network stays known for this long after its last sign-in. */
const knownFor = sql`interval '90 days'`;
/** Minimum age of `last_used_at` before a sign-in updates it. */
const notedAgainAfter = sql`interval '1 hour'`;
const hashBytes = 16;
/** No account has this id. */
const noId = "00000000-0000-0000-0000-000000000000";

/** Takes the same time for an account that does not exist (`undefined`). */
export async function isKnownNetwork(
  db: Db,
  secrets: readonly string[],
  { userId = noId, network }: { userId: string | undefined; network: string },
): Promise<boolean> {
  const hashes = secrets.map(secret => hashNetwork(secret, userId, network));
  const { rows } = await sql`
    select from known_networks
    where user_id = ${userId} and network_hash = any(${hashes}) and last_used_at > now() - ${knownFor}`.execute(db);
  return rows.length > 0;
}

/** Also called when the owner uses a mail link from this network. */
export async function upsertKnownNetwork(
  tx: Db,
  secrets: readonly string[],
  { userId, network }: { userId: string; network: string },
): Promise<void> {
  const networkHash = hashNetwork(secrets[0] as string, userId, network);
  await sql`
    insert into known_networks (user_id, network_hash) values (${userId}, ${networkHash})
    on conflict (user_id, network_hash) do update set last_used_at = now()
    where known_networks.last_used_at < now() - ${notedAgainAfter}`.execute(tx);
  await sql`
    delete from known_networks where user_id = ${userId} and (
      last_used_at < now() - ${knownFor}
      or network_hash in (
        select network_hash from known_networks where user_id = ${userId} and network_hash <> ${networkHash}
        order by last_used_at desc offset ${maxNetworks - 1}
      )
    )`.execute(tx);
}

/** Used when the password changes: the old one may have been used by strangers. */
export async function deleteKnownNetworks(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom("known_networks").where("user_id", "=", userId).execute();
}

/**
 * Keyed, so that a copy of the database does not reveal where people sign in; per account, so that it does not reveal
 * who shares a network.
 */
function hashNetwork(secret: string, userId: string, network: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "known networks", 32));
  return createHmac("sha256", key).update(`${userId}\n${network}`).digest().subarray(0, hashBytes);
}
