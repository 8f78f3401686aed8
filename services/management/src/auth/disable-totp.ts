import { type DisableTotp, Problem } from "@shunt/contracts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Client, Context } from "../context.ts";
import type { UserActor } from "./actor.ts";
import { holdAccess } from "./has-access.ts";
import { requirePassword } from "./require-password.ts";
import { tellOfChange } from "./tell-of-change.ts";
import { deleteTotp } from "./totp-store.ts";

/** @throws Problem "wrong-password" or "totp-not-enabled" */
export async function disableTotp(
  context: Context,
  actor: UserActor,
  { password }: DisableTotp,
  client: Client,
): Promise<void> {
  await requirePassword(context, actor, password, client);
  await context.db.transaction().execute(async tx => {
    await holdAccess(tx, actor);
    if (!(await deleteTotp(tx, actor.userId))) throw new Problem("totp-not-enabled");
    await writeAudit(tx, { actor, action: "account.totp-disabled", subjectId: actor.userId });
  });
  tellOfChange(context, actor.userId, "totp-disabled");
}
