import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { v7 as uuidv7 } from "uuid";
import { operator } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { findCredentials, hashPassword, insertPersonalWorkspace, insertUser, verifyPassword } from "../auth/index.ts";

/**
 * Sees to it that the administrator whom the operator has named exists. An account that is there already becomes one only if
 * it has the password that the operator gave: whoever registered that address first is not the operator by that. One that was
 * demoted becomes one again, as the operator's settings say so; the audit log has it.
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
    log.error({ email }, "ADMIN_EMAIL has an account with another password; it is not made an administrator");
    return;
  }
  const promoted = await db.transaction().execute(async tx => {
    const user = await tx
      .updateTable("users")
      .set({ role: "admin", is_verified: true })
      .where("id", "=", account.id)
      // Not an account whose password has been changed meanwhile.
      .where("password_hash", "=", account.passwordHash)
      .where(eb => eb.or([eb("role", "!=", "admin"), eb("is_verified", "=", false)]))
      .returning("id")
      .executeTakeFirst();
    const details = { role: "admin", reason: "ADMIN_EMAIL" };
    if (user) await writeAudit(tx, { actor: operator, action: "account.changed", subjectId: user.id, details });
    return user;
  });
  if (promoted) log.info({ email }, "made an administrator");
}
