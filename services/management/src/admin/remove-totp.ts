import { Problem } from "@shunt/contracts/problem";
import type { OperatorActor, UserActor } from "../access/index.ts";
import { applyAccessEvent, lockAdministration } from "../accounts/index.ts";
import { writeAudit } from "../audit/index.ts";
import { deleteTotp, lockUserRecord, notifyOfSignInChange } from "../auth/index.ts";
import type { AdminDeps } from "./deps.ts";

/**
 * For users who have lost the device and the recovery codes. Administrators disable their own two-factor authentication
 * with their password.
 *
 * @throws Problem "user-not-found", "own-account" or "totp-not-enabled"
 */
export async function removeTotp(context: AdminDeps, actor: UserActor, id: string): Promise<void> {
  if (id === actor.userId) throw new Problem("own-account");
  await removeSecondFactor(context, actor, id);
  context.accessChanges.publish(id);
  notifyOfSignInChange(context, id, "totp-disabled", undefined);
}

/** Without a mail to the user. @throws Problem "user-not-found" or "totp-not-enabled" */
export async function removeSecondFactor(
  { db }: Pick<AdminDeps, "db">,
  actor: UserActor | OperatorActor,
  id: string,
): Promise<void> {
  await db.transaction().execute(async tx => {
    await lockAdministration(tx, actor);
    if (!(await lockUserRecord(tx, id))) throw new Problem("user-not-found");
    if (!(await deleteTotp(tx, id))) throw new Problem("totp-not-enabled");
    await applyAccessEvent(tx, "two-factor authentication disabled by an administrator", { userId: id });
    await writeAudit(tx, { actor, action: "account.totp-disabled", subjectId: id });
  });
}
