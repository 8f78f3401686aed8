import { type Lane, toSiteNetwork } from "@shunt/runtime";
import type { Client } from "../../core.ts";
import type { Guess } from "../../limits/index.ts";
import type { AuthDeps } from "../deps.ts";
import { verifyPassword } from "./password.ts";

/** How much we trust that the password belongs to the client. */
export type Trust = "stranger" | "known" | "session";

/**
 * Runs `work` in a lane with a share per network, so that a flood of sign-ins delays only itself and is refused when
 * the waiting line is full. Known networks and sessions have lanes that strangers cannot fill.
 *
 * @throws LaneFull, or the reason of the client's signal if it left while waiting
 */
export function inPasswordLane<T>(
  { lanes }: Pick<AuthDeps, "lanes">,
  { network, signal }: Client,
  trust: Trust,
  work: () => Promise<T>,
): Promise<T> {
  return toLane(lanes, trust).run(toSite(network), signal, work);
}

/** A full lane gives the guess back, as nothing was verified. */
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

/** The owner of a share of a lane: one customer often has a whole IPv6 /48, which is 65,536 networks. */
export function toSite(network: string): string {
  return toSiteNetwork(network.split("/")[0] ?? "") ?? network;
}
