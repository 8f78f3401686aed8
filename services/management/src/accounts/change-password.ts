import type { ChangePassword } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import {
  assertUncommonPassword,
  hashPassword,
  inPasswordLane,
  lockAccess,
  notifyOfSignInChange,
  requirePassword,
  upsertKnownNetwork,
} from "../auth/index.ts";
import type { Client } from "../core.ts";
import { applyAccessEvent } from "./access-grants.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * Ends all other sessions, which may belong to someone who knew the old password.
 *
 * @throws Problem "wrong-password", "validation-failed" or "rate-limited"
 */
export async function changePassword(
  context: AccountsDeps,
  actor: UserActor,
  input: ChangePassword,
  client: Client,
): Promise<void> {
  const { passwordHash } = await requirePassword(context, actor, input.current_password, client);
  assertUncommonPassword(input.new_password, "/new_password");
  const newHash = await inPasswordLane(context, client, "session", () => hashPassword(input.new_password));
  await context.db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const changed = await tx
      .updateTable("users")
      .set({ password_hash: newHash, updated_at: sql`now()` })
      .where("id", "=", actor.userId)
      // Of two concurrent changes, only the first one's current password is right.
      .where("password_hash", "=", passwordHash)
      .returning("id")
      .executeTakeFirst();
    if (!changed) throw new Problem("wrong-password");
    await applyAccessEvent(tx, "password changed", actor);
    await upsertKnownNetwork(tx, context.config.secretKeys, { userId: actor.userId, network: client.network });
    await writeAudit(tx, { actor, action: "account.password-changed", subjectId: actor.userId });
  });
  context.accessChanges.publish(actor.userId);
  notifyOfSignInChange(context, actor.userId, "password-changed", client);
}
