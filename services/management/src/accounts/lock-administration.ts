import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { OperatorActor, UserActor } from "../access/index.ts";
import { lockSession } from "../auth/index.ts";
import { lockAdministrators } from "./account-store.ts";

/**
 * Returns the ids of all active administrators and locks them, so that two administrators cannot remove each other.
 *
 * @throws Problem "admin-only" or "invalid-token" if the actor is no longer one of them
 */
export async function lockAdministration(tx: Db, actor: UserActor | OperatorActor): Promise<string[]> {
  const administrators = await lockAdministrators(tx);
  if (actor.kind === "operator") return administrators;
  if (!administrators.includes(actor.userId)) throw new Problem("admin-only");
  if (!(await lockSession(tx, actor.sessionId))) throw new Problem("invalid-token");
  return administrators;
}

/** @throws Problem "last-administrator" if no other active administrator would be left */
export function assertOtherAdministrator(administrators: readonly string[], id: string): void {
  if (administrators.includes(id) && administrators.length === 1) throw new Problem("last-administrator");
}
