import type { DisableTotp } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { holdAccess } from "../has-access.ts";
import { tellOfChange } from "../mail/tell-of-change.ts";
import { requirePassword } from "../password/require-password.ts";
import { deleteTotp } from "./totp-store.ts";

/** @throws Problem "wrong-password" or "totp-not-enabled" */
export async function disableTotp(
  context: AuthDeps,
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
