import type { Member } from "@shunt/contracts/accounts";
import { formatNumber } from "../../messages/format.ts";

export const messages = {
  about: "Links, domains, webhooks, tags and folders belong to a workspace. Its members share them.",
  alone: "You are its only member.",
  cancel: "Cancel",
  joined: (when: string) => `joined ${when}`,
  leave: "Leave",
  leaveAbout: "You lose access to its links and numbers at once. Links that you created there stay.",
  leaveTitle: (name: string) => `Leave “${name}”?`,
  left: (name: string) => `You have left ${name}`,
  memberCount: (n: number) => `${formatNumber(n)} members`,
  membersOf: (name: string) => `Members of ${name}`,
  name: "Name",
  personal: "Yours",
  personalAbout: "It receives what you create.",
  remove: "Remove",
  removeAbout: "The member loses access at once. Links that the member created stay.",
  removed: (name: string) => `${name} is no member any longer`,
  removeOf: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  rename: "Rename",
  renamed: (name: string) => `Renamed to ${name}`,
  renameOf: (name: string) => `Rename ${name}`,
  renameTitle: "Rename the workspace",
  roleChanged: (name: string, role: string) => `${name} is ${role} now`,
  roleOf: (name: string) => `Role of ${name}`,
  roles: { owner: "Owner", admin: "Admin", editor: "Editor", viewer: "Viewer" } as Record<Member["role"], string>,
  save: "Save",
  title: "Workspaces",
  you: "You",
};
export type Messages = typeof messages;
