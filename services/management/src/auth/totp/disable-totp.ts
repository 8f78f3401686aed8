import type { DisableTotp } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { lockAccess } from "../has-access.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
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
    await lockAccess(tx, actor);
    if (!(await deleteTotp(tx, actor.userId))) throw new Problem("totp-not-enabled");
    await writeAudit(tx, { actor, action: "account.totp-disabled", subjectId: actor.userId });
  });
  notifyOfSignInChange(context, actor.userId, "totp-disabled");
}
