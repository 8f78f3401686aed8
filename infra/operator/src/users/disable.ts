import { defineUserUpdate } from "./define-user-update.ts";

export const disable = defineUserUpdate({
  summary: "ends an account's sessions and blocks signing in",
  help: `
Blocks signing in to the account, and its sessions and API keys, at once. Its links keep working. In workspaces that would have no active
owner, the active member with the highest role becomes one, of several the one who joined first.`,
  changes: { is_active: false },
  outcome: "is disabled",
});
