import type { LinkAddress } from "@shunt/cache";
import { Problem } from "@shunt/contracts/problem";
import { signTicket } from "@shunt/decision";
import { toSite, verifyPassword } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { createLockBox, type FoundLock, type LinksDeps } from "../links/index.ts";

export interface Ticket {
  ticket: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * Exchanges the password of a locked link for a ticket. Unknown links and links without a password take the same work and
 * get the same answer as a wrong password.
 *
 * @param found undefined if the domain does not exist
 * @throws Problem "wrong-password" or "rate-limited"; LaneFull while too many passwords are being verified
 */
export async function unlockLink(
  context: LinksDeps,
  client: Client,
  { address, found, password }: { address: LinkAddress; found: FoundLock | undefined; password: string },
): Promise<Ticket> {
  const { linkId, lock } = found ?? { linkId: null, lock: null };
  const guess = await context.guesses.beginUnlock({ link: toSubject(address, linkId), network: client.network });
  const isRight = await verifyInLane(context, client, lock?.passwordHash, password).catch(async (err: unknown) => {
    await guess.giveBack();
    throw err;
  });
  if (!isRight || linkId === null || lock === null)
    throw new Problem("wrong-password", "The password is wrong, or the link has none");
  await guess.giveBack();
  const privateKey = createLockBox(context.config.secretKeys).open(lock.sealedKey);
  if (privateKey === undefined) throw new Error(`SECRET_KEY does not open the lock of the link ${linkId}`);
  const { domainId } = address;
  return signTicket({ linkId, domainId }, { publicKey: lock.publicKey, privateKey }, Date.now());
}

/** All codes of a link count together. */
function toSubject({ domainId, code }: LinkAddress, linkId: string | null): string {
  return linkId === null ? `code ${domainId}/${code}` : `link ${linkId}`;
}

function verifyInLane(
  { lanes }: Pick<LinksDeps, "lanes">,
  { network, signal }: Client,
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  return lanes.unlocks.run(toSite(network), signal, () => verifyPassword(passwordHash, password));
}
