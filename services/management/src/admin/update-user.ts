import type { UpdateUser } from "@shunt/contracts/admin";
import { Problem } from "@shunt/contracts/problem";
import { type OperatorActor, type UserActor, userIdOf } from "../access/index.ts";
import { type AccessEvent, applyAccessEvent, assertOtherAdministrator, lockAdministration } from "../accounts/index.ts";
import { type AuditEntry, writeAudit } from "../audit/index.ts";
import { lockUserRecord, type UserRecord, updateUserRow } from "../auth/index.ts";
import { handOverWorkspaces } from "../workspaces/index.ts";
import type { AdminDeps } from "./deps.ts";

/**
 * A disabled account has no access; its links keep working, and another member becomes an owner of the workspaces that
 * would have no active one. Administrators cannot change themselves, and one active administrator always remains.
 *
 * @throws Problem "user-not-found", "own-account" or "last-administrator"; "admin-only" or "invalid-token" if the actor
 * has just lost access
 */
export async function updateUser(
  { db, accessChanges }: Pick<AdminDeps, "db"> & Partial<Pick<AdminDeps, "accessChanges">>,
  actor: UserActor | OperatorActor,
  id: string,
  changes: UpdateUser,
): Promise<UserRecord> {
  if (id === userIdOf(actor)) throw new Problem("own-account");
  const { user: updated, heirIds } = await db.transaction().execute(async tx => {
    const administrators = await lockAdministration(tx, actor);
    const before = await lockUserRecord(tx, id);
    if (!before) throw new Problem("user-not-found");
    if (changes.is_active === false || changes.role === "user") assertOtherAdministrator(administrators, id);
    const user = await updateUserRow(tx, id, changes);
    await writeAudit(tx, { actor, action: "account.changed", subjectId: id, details: changes });
    // Before the events: accepting an invitation locks the workspace first, too.
    const handOver = { db: tx, audit: (entry: Omit<AuditEntry, "actor">) => writeAudit(tx, { actor, ...entry }) };
    const heirIds = user.isActive ? [] : await handOverWorkspaces(handOver, id, { toDisabled: false });
    for (const event of toEvents(before, user)) await applyAccessEvent(tx, event, { userId: id });
    return { user, heirIds };
  });
  for (const each of [id, ...heirIds]) accessChanges?.publish(each);
  return updated;
}

/** Disabling a disabled account again also ends access that it got in between. */
function toEvents(before: UserRecord, now: UserRecord): AccessEvent[] {
  const events: AccessEvent[] = [];
  if (!now.isActive) events.push("account disabled");
  else if (!before.isActive) events.push("account enabled");
  if (before.role === "admin" && now.role === "user") events.push("administrator demoted");
  return events;
}
