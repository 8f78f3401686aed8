import { type Lane, toSiteNetwork } from "@shunt/runtime";
import type { Client } from "../../core.ts";
import type { Guess } from "../../limits/index.ts";
import type { AuthDeps } from "../deps.ts";
import { verifyPassword } from "./password.ts";

/** How sure we are that a password belongs to the client that sends it. */
export type Trust = "stranger" | "known" | "session";

/**
 * Hashes or verifies a password in its turn, by networks: a flood of sign-ins waits for itself, and beyond the waiting line it is
 * refused at once. Clients on a network that the account knows have a lane of their own, which strangers cannot fill, and so do
 * clients with a session, so that repeated confirmations keep out no sign-in.
 *
 * @throws LaneFull, or the reason of the client's signal when it left while it waited
 */
export function inPasswordLane<T>(
  { lanes }: Pick<AuthDeps, "lanes">,
  { network, signal }: Client,
  trust: Trust,
  work: () => Promise<T>,
): Promise<T> {
  return toLane(lanes, trust).run(toSite(network), signal, work);
}

/** Verifies a password that was counted as a guess. One that found no place in the line was not verified, so it does not count. */
export async function verifyInPasswordLane(
  context: Pick<AuthDeps, "lanes">,
  client: Client,
  trust: Trust,
  { guess, passwordHash, password }: { guess: Guess; passwordHash: string | undefined; password: string },
): Promise<boolean> {
  try {
    return await inPasswordLane(context, client, trust, () => verifyPassword(passwordHash, password));
  } catch (err) {
    await guess.giveBack();
    throw err;
  }
}

function toLane(lanes: AuthDeps["lanes"], trust: Trust): Lane {
  switch (trust) {
    case "stranger":
      return lanes.passwords;
    case "known":
      return lanes.ownPasswords;
    case "session":
      return lanes.sessionPasswords;
  }
}

/** A customer of an IPv6 provider often has a /48, which is 65,536 networks. */
function toSite(network: string): string {
  return toSiteNetwork(network.split("/")[0] ?? "") ?? network;
}
