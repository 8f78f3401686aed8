import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { v7 as uuidv7 } from "uuid";
import { operator } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { findCredentials, hashPassword, insertPersonalWorkspace, insertUser, verifyPassword } from "../auth/index.ts";

/**
 * Creates the configured administrator. An existing account is promoted only if its password is ADMIN_PASSWORD: a
 * stranger may have registered the address first. A demoted administrator is promoted again, with an audit log entry.
 * Safe to call in several processes at once. Returns whether ADMIN_PASSWORD is the password of the account.
 */
export async function ensureAdmin(
  db: Db,
  { email, password }: { email: string; password: string },
  log: Logger,
): Promise<boolean> {
  const passwordHash = await hashPassword(password);
  if (await insertAdmin(db, { email, passwordHash })) {
    log.info({ email }, "administrator created");
    return true;
  }
  const account = await findCredentials(db, email);
  if (account && (await verifyPassword(account.passwordHash, password))) {
    const isPromoted = await db.transaction().execute(tx => promote(tx, account));
    if (isPromoted) log.info({ email }, "account promoted to administrator");
    return true;
  }
  // An administrator may have another password by now.
  if (account?.role !== "admin")
    log.error({ email }, "account of ADMIN_EMAIL has another password, not promoted to administrator");
  return false;
}

/** Creates the account as an administrator at once. Returns false if the address has an account. */
async function insertAdmin(db: Db, { email, passwordHash }: { email: string; passwordHash: string }): Promise<boolean> {
  return db.transaction().execute(async tx => {
    const user = await insertUser(tx, { id: uuidv7(), email, fullName: null, passwordHash });
    if (!user) return false;
    await insertPersonalWorkspace(tx, uuidv7(), user.id);
    return promote(tx, { id: user.id, passwordHash });
  });
}

/** Returns false for an account that is a verified administrator, or whose password has changed since it was read. */
async function promote(tx: Db, { id, passwordHash }: { id: string; passwordHash: string }): Promise<boolean> {
  const user = await tx
    .updateTable("users")
    .set({ role: "admin", is_verified: true })
    .where("id", "=", id)
    .where("password_hash", "=", passwordHash)
    .where(eb => eb.or([eb("role", "!=", "admin"), eb("is_verified", "=", false)]))
    .returning("id")
    .executeTakeFirst();
  const details = { role: "admin", reason: "ADMIN_EMAIL" };
  if (user) await writeAudit(tx, { actor: operator, action: "account.changed", subjectId: user.id, details });
  return user !== undefined;
}
