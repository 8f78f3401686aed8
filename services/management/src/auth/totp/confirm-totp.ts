import type { ConfirmTotp, RecoveryCodes } from "@shunt/contracts/accounts";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { lockAccess } from "../has-access.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
import { createRecoveryCodes } from "./recovery-codes.ts";
import { createTotpBox, findTimeStep } from "./totp.ts";
import { enableTotp, lockTotp, saveRecoveryCodes } from "./totp-store.ts";

/**
 * Enables two-factor authentication after a first right code.
 *
 * @throws Problem "totp-not-enabled" if it was not begun, "totp-enabled", or "validation-failed" for a wrong code
 */
export async function confirmTotp(
  context: AuthDeps,
  actor: UserActor,
  { code }: ConfirmTotp,
  client: Client,
): Promise<RecoveryCodes> {
  const { db, config } = context;
  const box = createTotpBox(config.secretKeys);
  const codes = createRecoveryCodes();
  await db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const totp = await lockTotp(tx, actor.userId);
    const secret = totp && box.open(totp.secret);
    if (!totp || secret === undefined) throw new Problem("totp-not-enabled", "Start with POST /api/v1/auth/totp");
    if (totp.isEnabled) throw new Problem("totp-enabled");
    const step = findTimeStep(secret, code, Date.now());
    if (step === undefined)
      throw fieldProblem("/code", "is not the current code; enter the code that your app shows now");
    await enableTotp(tx, actor.userId, step);
    await saveRecoveryCodes(tx, actor.userId, codes);
    await writeAudit(tx, { actor, action: "account.totp-enabled", subjectId: actor.userId });
  });
  notifyOfSignInChange(context, actor.userId, "totp-enabled", client);
  return { recovery_codes: codes };
}
