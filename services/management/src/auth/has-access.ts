import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Actor, Context } from "../context.ts";
import { findKeyOwner } from "./api-key-store.ts";
import { findUser } from "./user-store.ts";

/** Whether the session or key of a request still gives access. Asked again and again while a stream is open. */
export async function hasAccess(
  { db, findUserOfSession }: Pick<Context, "db" | "findUserOfSession">,
  { sessionId, keyId }: Actor,
): Promise<boolean> {
  if (sessionId !== undefined) return (await findUserOfSession(sessionId))?.isActive === true;
  const ownerId = keyId === undefined ? undefined : await findKeyOwner(db, keyId);
  return ownerId !== undefined && (await findUser(db, ownerId))?.isActive === true;
}

/**
 * Locks the account and checks its credential once more, before a transaction makes something that gives access or reach: a
 * request that was admitted just before everything was taken away must not leave anything behind.
 *
 * @throws Problem "invalid-token"
 */
export async function holdAccess(tx: Db, { userId, sessionId, keyId }: Actor): Promise<void> {
  const { rows: users } = await sql`
    select from users where id = ${userId} and is_active for no key update`.execute(tx);
  const { rows: credentials } = await sql`
    select from sessions where id = ${sessionId ?? null}::uuid and ended_at is null for share`.execute(tx);
  const { rows: keys } = await sql`select from api_keys where id = ${keyId ?? null}::uuid for share`.execute(tx);
  if (users.length === 0 || credentials.length + keys.length === 0) throw new Problem("invalid-token");
}
