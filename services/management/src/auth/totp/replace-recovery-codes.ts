import type { RecoveryCodes, ReplaceRecoveryCodes } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { lockAccess } from "../has-access.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
import { createRecoveryCodes } from "./recovery-codes.ts";
import { lockTotp, saveRecoveryCodes } from "./totp-store.ts";
import { withSignInProof } from "./with-sign-in-proof.ts";

/** @throws Problem "totp-not-enabled", and as `withSignInProof` does */
export async function replaceRecoveryCodes(
  context: AuthDeps,
  actor: UserActor,
  proof: ReplaceRecoveryCodes,
  client: Client,
): Promise<RecoveryCodes> {
  const codes = createRecoveryCodes();
  const lock = (tx: Db) => lockAccess(tx, actor);
  await withSignInProof(context, actor, { proof, client, lock }, async tx => {
    const totp = await lockTotp(tx, actor.userId);
    if (!totp?.isEnabled) throw new Problem("totp-not-enabled");
    await saveRecoveryCodes(tx, actor.userId, codes);
    await writeAudit(tx, { actor, action: "account.recovery-codes-replaced", subjectId: actor.userId });
  });
  notifyOfSignInChange(context, actor.userId, "recovery-codes-replaced", client);
  return { recovery_codes: codes };
}
