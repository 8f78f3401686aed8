import type { RecoveryCodes, ReplaceRecoveryCodes } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { lockAccess } from "../has-access.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
import { requirePassword } from "../password/require-password.ts";
import { createRecoveryCodes } from "./recovery-codes.ts";
import { lockTotp, saveRecoveryCodes } from "./totp-store.ts";

/** @throws Problem "wrong-password" or "totp-not-enabled" */
export async function replaceRecoveryCodes(
  context: AuthDeps,
  actor: UserActor,
  { password }: ReplaceRecoveryCodes,
  client: Client,
): Promise<RecoveryCodes> {
  await requirePassword(context, actor, password, client);
  const codes = createRecoveryCodes();
  await context.db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const totp = await lockTotp(tx, actor.userId);
    if (!totp?.isEnabled) throw new Problem("totp-not-enabled");
    await saveRecoveryCodes(tx, actor.userId, codes);
    await writeAudit(tx, { actor, action: "account.recovery-codes-replaced", subjectId: actor.userId });
  });
  notifyOfSignInChange(context, actor.userId, "recovery-codes-replaced");
  return { recovery_codes: codes };
}
