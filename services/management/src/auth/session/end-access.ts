import { Problem } from "@shunt/contracts/problem";
import { deleteApiKey } from "../api-key/api-key-store.ts";
import type { AuthDeps } from "../deps.ts";
import { revokeFamilyOf } from "./refresh-token-store.ts";
import { endSessions } from "./session-store.ts";

type Deps = Pick<AuthDeps, "db" | "accessChanges">;

/** Also ends their tokens and open streams. Returns the number of sessions. */
export async function endSessionsOf(
  { db, accessChanges }: Deps,
  userId: string,
  which: Parameters<typeof endSessions>[2],
): Promise<number> {
  const ended = await endSessions(db, userId, which);
  accessChanges.publish(userId);
  return ended;
}

export async function endSessionOfToken({ db, accessChanges }: Deps, tokenHash: Buffer): Promise<void> {
  const userId = await revokeFamilyOf(db, tokenHash);
  if (userId !== undefined) accessChanges.publish(userId);
}

/** Also ends the key's open streams. @throws Problem "api-key-not-found" */
export async function revokeApiKey({ db, accessChanges }: Deps, userId: string, id: string): Promise<void> {
  if (!(await deleteApiKey(db, userId, id))) throw new Problem("api-key-not-found");
  accessChanges.publish(userId);
}
