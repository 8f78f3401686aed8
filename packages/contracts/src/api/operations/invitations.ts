import {
  CreateInvitation,
  InvitationParams,
  Invitations,
  InvitationTokenParams,
  NewInvitation,
  OpenInvitation,
} from "../invitations.ts";
import type { Operation } from "../operation.ts";
import { Workspace, WorkspaceParams } from "../workspaces.ts";

export const invitationOperations = {
  createInvitation: {
    method: "post",
    path: "/api/v1/workspaces/:id/invitations",
    tag: "auth",
    summary: "Invite a person to a workspace",
    description:
      "For owners. The person gets a mail with the address in the answer, and accepts there with an account of the invited e-mail address. The invitation ends after a week, when you withdraw it, or when you are no owner any more. Another one to the same person replaces it. A workspace has at most 100 at a time.",
    auth: "required",
    params: WorkspaceParams,
    body: CreateInvitation,
    success: { status: 201, schema: NewInvitation },
    problems: ["email-not-verified", "forbidden", "workspace-not-found", "already-member", "too-many-invitations"],
  },
  listInvitations: {
    method: "get",
    path: "/api/v1/workspaces/:id/invitations",
    tag: "auth",
    summary: "List the open invitations to a workspace",
    description: "For owners.",
    auth: "required",
    params: WorkspaceParams,
    success: { status: 200, schema: Invitations },
    problems: ["forbidden", "workspace-not-found"],
  },
  deleteInvitation: {
    method: "delete",
    path: "/api/v1/workspaces/:id/invitations/:invitation_id",
    tag: "auth",
    summary: "Withdraw an invitation",
    description: "For owners. Its address stops working at once.",
    auth: "required",
    params: InvitationParams,
    success: { status: 204 },
    problems: ["forbidden", "workspace-not-found", "invitation-not-found"],
  },
  getInvitation: {
    method: "get",
    path: "/api/v1/invitations/:token",
    tag: "auth",
    summary: "Get what an invitation is about",
    auth: "none",
    params: InvitationTokenParams,
    success: { status: 200, schema: OpenInvitation },
    problems: ["invitation-not-found"],
  },
  acceptInvitation: {
    method: "post",
    path: "/api/v1/invitations/:token/accept",
    tag: "auth",
    summary: "Accept an invitation to a workspace",
    description:
      "Your account must have the invited e-mail address. The invitation then ends. A member keeps the present role. It stays open if you would own too many workspaces.",
    auth: "required",
    params: InvitationTokenParams,
    success: { status: 200, schema: Workspace },
    problems: ["email-not-verified", "invitation-not-found", "invitation-for-other", "too-many-workspaces"],
  },
} as const satisfies Record<string, Operation>;
