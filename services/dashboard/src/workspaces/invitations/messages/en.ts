import type { WorkspaceRole } from "@shunt/contracts/roles";

export const messages = {
  asRole: { owner: "as owner", admin: "as admin", editor: "as editor", viewer: "as viewer" } as Record<
    WorkspaceRole,
    string
  >,
  cancel: "Cancel",
  copyAddress: "Copy address",
  email: "E-mail address",
  ended: "This invitation has ended",
  endedAbout:
    "Its address is incomplete, or it was accepted, withdrawn or replaced, or a week has passed. Ask the owner of the workspace for a new one.",
  ends: (when: string) => `ends ${when}`,
  handOver: (email: string) =>
    `This installation sends no mails. Copy this address and send it to ${email} yourself. It is shown only this once.`,
  invite: "Invite",
  inviteAbout: "The person joins with an account of this e-mail address. The invitation ends after a week.",
  invited: (email: string) => `${email} is invited`,
  invitedBy: (name: string) => `invited by ${name}`,
  invites: (by: string, workspace: string, asRole: string) => `${by} invites you to ${workspace} ${asRole}`,
  inviteTitle: (workspace: string) => `Invite to ${workspace}`,
  isFor: (email: string, until: string) => `The invitation is for ${email} and ends on ${until}.`,
  join: "Join",
  joined: (workspace: string) => `You are a member of ${workspace} now`,
  mailed: (email: string) =>
    `We mail this address to ${email}. You can also copy it and send it yourself. It is shown only this once.`,
  needsAccount: "To join, sign in with this address, or create an account with it.",
  needsOther: (email: string) => `You are signed in as ${email}. Sign out, then continue with the invited address.`,
  open: "Open invitations",
  openOf: (workspace: string) => `Open invitations to ${workspace}`,
  register: "Create account",
  role: "Role",
  roleAbout: {
    owner: "Owners can do everything, including managing members.",
    admin: "Admins can manage links, domains and webhooks.",
    editor: "Editors can read, create, change and delete links.",
    viewer: "Viewers can read links and their numbers.",
  } as Record<WorkspaceRole, string>,
  signIn: "Sign in",
  signOut: "Sign out",
  title: "Invitation",
  toStart: "Go to the start page",
  withdraw: "Withdraw",
  withdrawn: (email: string) => `The invitation of ${email} is withdrawn`,
  withdrawOf: (email: string) => `Withdraw the invitation of ${email}`,
};
export type Messages = typeof messages;
