import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { writeAudit } from "../../audit/index.ts";
import { lockMembers } from "../member-store.ts";
import { getOpenInvitation } from "./accept-invitation.ts";
import { isSameAddress } from "./create-invitation.ts";
import { type InvitationRecord, updateRegistered } from "./invitation-store.ts";

interface Invited {
  token: string;
  email: string;
}

/** @throws Problem "invitation-not-found" or "invitation-for-other" */
export async function assertInvited(db: Db, { token, email }: Invited): Promise<InvitationRecord> {
  const invitation = await getOpenInvitation(db, token);
  if (!isSameAddress(invitation.email, email))
    throw new Problem("invitation-for-other", `It is for ${invitation.email}. Create the account with this address`);
  return invitation;
}

/**
 * Uses the invitation up for registration; the account still accepts it to join.
 *
 * @throws Problem "invitation-not-found", also if an account was created with it before, or "invitation-for-other"
 */
export async function markRegistered(tx: Db, userId: string, invited: Invited): Promise<void> {
  const { workspaceId } = await assertInvited(tx, invited);
  await lockMembers(tx, workspaceId);
  // Read again, as it may have been withdrawn, or its owner lost the role, before the lock.
  const { id, invitedById } = await assertInvited(tx, invited);
  if (!(await updateRegistered(tx, id)))
    throw new Problem("invitation-not-found", "An account was already created with this invitation. Sign in with it");
  const details = { workspace: workspaceId, invited_by: invitedById };
  await writeAudit(tx, { actor: { userId }, action: "account.registered-by-invitation", subjectId: userId, details });
}
