import { createHmac, hkdfSync } from "node:crypto";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Networks of one account; the one that was used longest ago goes first. */
const maxNetworks = 10;
/** A sign-in makes its network known for this long. */
const knownFor = sql`interval '90 days'`;
/** A sign-in notes the time again only after this. */
const notedAgainAfter = sql`interval '1 hour'`;
const hashBytes = 16;
/** No account has it. */
const noId = "00000000-0000-0000-0000-000000000000";

/**
 * Whether the account was signed in to from this network lately. Takes as long for an account that does not exist (`undefined`)
 * as for one that does.
 */
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

/** Notes that an account was signed in to from a network, or that its mailbox was read there. */
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

/** Forgets networks from which a former password was used. */
export async function deleteKnownNetworks(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom("known_networks").where("user_id", "=", userId).execute();
}

/** Keyed, so that a copy of the database does not tell where people sign in; by account, so that it does not tell who shares a network. */
function hashNetwork(secret: string, userId: string, network: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "known networks", 32));
  return createHmac("sha256", key).update(`${userId}\n${network}`).digest().subarray(0, hashBytes);
}
