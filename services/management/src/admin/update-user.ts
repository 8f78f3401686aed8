import { Problem, type UpdateUser } from "@shunt/contracts";
import { sql } from "kysely";
import { type AuditEntry, writeAudit } from "../audit/write-audit.ts";
import { endSessions } from "../auth/session-store.ts";
import { findUser, type UserRecord } from "../auth/user-store.ts";
import type { Context } from "../context.ts";

/**
 * Disables or enables an account, or changes its role. A disabled one has no session and no access from then on; its links
 * go on working. Nobody does it to themselves, so that an administrator is left.
 *
 * @throws Problem "user-not-found" or "own-account"
 */
export async function updateUser(
  { db }: Pick<Context, "db">,
  actor: AuditEntry["actor"],
  id: string,
  changes: UpdateUser,
): Promise<UserRecord> {
  if (id === actor.userId) throw new Problem("own-account");
  return db.transaction().execute(async tx => {
    const updated = await tx
      .updateTable("users")
      .set({ ...changes, updated_at: sql`now()` })
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    const user = updated && (await findUser(tx, id));
    if (!user) throw new Problem("user-not-found");
    if (!user.isActive) await endSessions(tx, id, { except: undefined });
    await writeAudit(tx, { actor, action: "account.changed", subjectId: id, details: changes });
    return user;
  });
}
