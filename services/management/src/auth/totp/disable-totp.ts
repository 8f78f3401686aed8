import type { DisableTotp } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { lockAccess } from "../has-access.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
import { deleteTotp } from "./totp-store.ts";
import { withSignInProof } from "./with-sign-in-proof.ts";

/** @throws Problem "totp-not-enabled", and as `withSignInProof` does */
export async function disableTotp(
  context: AuthDeps,
  actor: UserActor,
  proof: DisableTotp,
  client: Client,
): Promise<void> {
  const lock = (tx: Db) => lockAccess(tx, actor);
  await withSignInProof(context, actor, { proof, client, lock }, async tx => {
    if (!(await deleteTotp(tx, actor.userId))) throw new Problem("totp-not-enabled");
    await writeAudit(tx, { actor, action: "account.totp-disabled", subjectId: actor.userId });
  });
  notifyOfSignInChange(context, actor.userId, "totp-disabled", client);
}
