import type { Invitation, OpenInvitation } from "@shunt/contracts/accounts";
import type { InvitationRecord } from "./invitation-store.ts";

/** For owners of the workspace. */
export function toInvitationBody(invitation: InvitationRecord): Invitation {
  return { id: invitation.id, ...toShown(invitation), created_at: invitation.createdAt.toISOString() };
}

/** For the invited person. */
export function toOpenInvitation(invitation: InvitationRecord): OpenInvitation {
  const { workspaceId, workspaceName } = invitation;
  return { workspace_id: workspaceId, workspace_name: workspaceName, ...toShown(invitation) };
}

function toShown({ email, role, invitedBy, expiresAt }: InvitationRecord) {
  return { email, role, invited_by: invitedBy, expires_at: expiresAt.toISOString() };
}
