import type { Workspace } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import { findUser, hashSecret, lockVerifiedAccess, withPresentRoles } from "../../auth/index.ts";
import { adviseOwner, assertMayOwnAnother } from "../assert-within-limit.ts";
import type { WorkspacesDeps } from "../deps.ts";
import { insertMember, lockMembers } from "../member-store.ts";
import { getWorkspace } from "../update-workspace.ts";
import { isSameAddress } from "./create-invitation.ts";
import { deleteInvitationRow, findInvitationByToken, type InvitationRecord } from "./invitation-store.ts";

/** @throws Problem "invitation-not-found" */
export async function getOpenInvitation(db: Db, token: string): Promise<InvitationRecord> {
  const invitation = await findInvitationByToken(db, hashSecret(token));
  if (!invitation) throw new Problem("invitation-not-found");
  return invitation;
}

/**
 * Makes the caller a member. A member keeps the present role. Needs a confirmed address, as anybody may register the address that a
 * leaked invitation names.
 *
 * @throws Problem "invitation-not-found", "invitation-for-other", "email-not-verified" or, for an owner, "too-many-workspaces"
 */
export async function acceptInvitation(context: WorkspacesDeps, actor: UserActor, token: string): Promise<Workspace> {
  const joined = await context.db.transaction().execute(async tx => {
    await lockVerifiedAccess(tx, context, actor);
    const { workspaceId } = await getOpenInvitation(tx, token);
    await lockMembers(tx, workspaceId);
    // Read again, as it may have been withdrawn, or its owner lost the role, before the lock.
    const { id, email, role } = await getOpenInvitation(tx, token);
    const user = await findUser(tx, actor.userId);
    if (!user || !isSameAddress(user.email, email))
      throw new Problem("invitation-for-other", `It is for ${email}. Sign in with an account of this address`);
    // Events that end the account's access withdraw it without that lock.
    if (!(await deleteInvitationRow(tx, id))) throw new Problem("invitation-not-found");
    if (await insertMember(tx, { workspaceId, userId: actor.userId, role })) {
      await writeAudit(tx, { actor, action: "workspace.joined", workspaceId, details: { role } });
      if (role === "owner") await assertMayOwnAnother(tx, context, { userId: actor.userId, detail: adviseOwner });
    }
    return getWorkspace(tx, await withPresentRoles(tx, actor), workspaceId);
  });
  context.accessChanges.publish(actor.userId);
  return joined;
}
