import type { CreateInvitation } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import { v7 as uuidv7 } from "uuid";
import { assertCan, type UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import { createSecret, hashSecret, lockVerifiedAccess, withPresentRoles } from "../../auth/index.ts";
import type { Client } from "../../core.ts";
import type { WorkspacesDeps } from "../deps.ts";
import { isMemberAddress, lockMembers } from "../member-store.ts";
import { findInvitation, findInvitations, type InvitationRecord, upsertInvitation } from "./invitation-store.ts";
import { sendInvitation } from "./send-invitation.ts";

const maxInvitations = 100;
const validDays = 7;

/**
 * Mails the address in the background.
 *
 * @throws Problem "workspace-not-found", "forbidden", "email-not-verified", "already-member", "too-many-invitations" or
 * "rate-limited"
 */
export async function createInvitation(
  context: WorkspacesDeps,
  actor: UserActor,
  workspaceId: string,
  { email, role }: CreateInvitation,
  client: Client,
): Promise<{ invitation: InvitationRecord; url: string }> {
  const workspace = { kind: "workspace", workspaceId } as const;
  assertCan(actor, "edit", workspace, "workspace-not-found");
  const token = createSecret();
  const invitation = await context.db.transaction().execute(async tx => {
    await lockVerifiedAccess(tx, context, actor);
    await lockMembers(tx, workspaceId);
    assertCan(await withPresentRoles(tx, actor), "edit", workspace, "workspace-not-found");
    if (await isMemberAddress(tx, workspaceId, email)) throw new Problem("already-member");
    const others = (await findInvitations(tx, workspaceId)).filter(each => !isSameAddress(each.email, email));
    if (others.length >= maxInvitations)
      throw new Problem("too-many-invitations", `A workspace has at most ${maxInvitations}. Withdraw one first`);
    const id = uuidv7();
    const row = { id, workspaceId, email, role, tokenHash: hashSecret(token), invitedBy: actor.userId };
    await upsertInvitation(tx, { ...row, days: validDays });
    await writeAudit(tx, { actor, action: "workspace.member-invited", subjectId: id, workspaceId, details: { role } });
    // Last, so that refused requests do not use up the limit of an address.
    await context.limits.takeMail(email, { invitationFrom: actor.userId });
    return (await findInvitation(tx, id)) as InvitationRecord;
  });
  const url = new URL(`/invitation?token=${token}`, context.config.appUrl).href;
  context.background.run("invitation mail", () => sendInvitation(context, invitation, url, client));
  return { invitation, url };
}

export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
