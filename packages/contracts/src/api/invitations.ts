import { z } from "zod";
import { InstantText } from "../instant.ts";
import { workspaceRoles } from "../workspace-roles.ts";
import { Email } from "./auth.ts";
import { WorkspaceParams } from "./workspaces.ts";

const Role = z.enum(workspaceRoles);

export const CreateInvitation = z
  .strictObject({
    email: Email.describe("E-mail address of the person, who needs an account with it to accept."),
    role: Role.default("editor").describe("The role of the new member."),
  })
  .meta({ id: "CreateInvitation", examples: [{ email: "bob@example.com", role: "editor" }] });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

export const InvitationParams = WorkspaceParams.extend({
  invitation_id: z.uuid().describe("Id of the invitation."),
});

export const InvitationTokenParams = z.strictObject({
  token: z.string().min(1).max(100).describe("Secret of the invitation, from its address."),
});

const shown = {
  email: z.string().describe("The address that is invited."),
  role: Role.describe("The role of the new member."),
  invited_by: z.string().describe("Name of the owner who invited, or the e-mail address without one."),
  expires_at: InstantText.describe("When the invitation ends, a week after it was made."),
};

export const Invitation = z
  .object({
    id: z.uuid().describe("Id of the invitation."),
    ...shown,
    created_at: InstantText.describe("Time of the invitation."),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = Invitation.extend({
  url: z
    .string()
    .describe("Address at which the person accepts. Shown only now; give it to the person if no mail is sent."),
  is_mailed: z.boolean().describe("Whether the address is mailed to the person; false without a mail server."),
}).meta({ id: "NewInvitation" });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const Invitations = z
  .object({ items: z.array(Invitation).describe("Open invitations, the latest first.") })
  .meta({ id: "Invitations" });
export type Invitations = z.infer<typeof Invitations>;

export const OpenInvitation = z
  .object({
    workspace_id: z.uuid().describe("Id of the workspace."),
    workspace_name: z.string().describe("Name of the workspace."),
    ...shown,
  })
  .meta({ id: "OpenInvitation" });
export type OpenInvitation = z.infer<typeof OpenInvitation>;
