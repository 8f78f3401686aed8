import { Problem } from "@shunt/contracts";
import { applyAccessEvent } from "../accounts/access-grants.ts";
import { holdAdministration } from "../accounts/hold-administration.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { UserActor } from "../auth/actor.ts";
import { tellOfChange } from "../auth/tell-of-change.ts";
import { deleteTotp } from "../auth/totp-store.ts";
import { lockUserRecord } from "../auth/user-store.ts";
import type { Context } from "../context.ts";

/**
 * Switches off the second factor of somebody who has lost it. Administrators do it to themselves by their password.
 *
 * @throws Problem "user-not-found", "own-account" or "totp-not-enabled"
 */
export async function removeTotp(context: Context, actor: UserActor, id: string): Promise<void> {
  if (id === actor.userId) throw new Problem("own-account");
  await context.db.transaction().execute(async tx => {
    await holdAdministration(tx, actor);
    if (!(await lockUserRecord(tx, id))) throw new Problem("user-not-found");
    if (!(await deleteTotp(tx, id))) throw new Problem("totp-not-enabled");
    await applyAccessEvent(tx, "second factor removed by an administrator", { userId: id });
    await writeAudit(tx, { actor, action: "account.totp-disabled", subjectId: id });
  });
  context.accessChanges.publish(id);
  tellOfChange(context, id, "totp-disabled");
}
