import { Problem } from "@shunt/contracts/problem";
import type { OperatorActor } from "../access/index.ts";
import { applyAccessEvent } from "../accounts/index.ts";
import { writeAudit } from "../audit/index.ts";
import { assertUncommonPassword, hashPassword, lockUserRecord, replacePassword } from "../auth/index.ts";
import type { AdminDeps } from "./deps.ts";

/**
 * For the operator's command. Revokes the same access as a reset by mail; two-factor authentication stays, as the operator
 * disables it separately.
 *
 * @throws Problem "user-not-found", or "validation-failed" for a common password
 */
export async function setPassword(
  { db }: Pick<AdminDeps, "db">,
  actor: OperatorActor,
  id: string,
  password: string,
): Promise<void> {
  assertUncommonPassword(password, "/password");
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async tx => {
    if (!(await lockUserRecord(tx, id))) throw new Problem("user-not-found");
    await replacePassword(tx, id, passwordHash);
    await applyAccessEvent(tx, "password reset", { userId: id, wasVerified: true });
    await writeAudit(tx, { actor, action: "account.password-reset", subjectId: id });
  });
}
