import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { v7 as uuidv7 } from "uuid";
import { operator } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { findCredentials, hashPassword, insertPersonalWorkspace, insertUser, verifyPassword } from "../auth/index.ts";

/**
 * Creates the configured administrator. An existing account is promoted only if its password is ADMIN_PASSWORD: a
 * stranger may have registered the address first. A demoted administrator is promoted again, with an audit log entry.
 * Safe to call in several processes at once.
 */
export async function ensureAdmin(db: Db, { email, password }: { email: string; password: string }, log: Logger) {
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async tx => {
    const user = await insertUser(tx, { id: uuidv7(), email, fullName: null, passwordHash });
    if (user) await insertPersonalWorkspace(tx, uuidv7(), user.id);
  });
  const account = await findCredentials(db, email);
  if (!account || !(await verifyPassword(account.passwordHash, password))) {
    log.error({ email }, "account of ADMIN_EMAIL has another password, not promoted to administrator");
    return;
  }
  const promoted = await db.transaction().execute(async tx => {
    const user = await tx
      .updateTable("users")
      .set({ role: "admin", is_verified: true })
      .where("id", "=", account.id)
      // The password may have changed since it was verified.
      .where("password_hash", "=", account.passwordHash)
      .where(eb => eb.or([eb("role", "!=", "admin"), eb("is_verified", "=", false)]))
      .returning("id")
      .executeTakeFirst();
    const details = { role: "admin", reason: "ADMIN_EMAIL" };
    if (user) await writeAudit(tx, { actor: operator, action: "account.changed", subjectId: user.id, details });
    return user;
  });
  if (promoted) log.info({ email }, "account promoted to administrator");
}
