import { defineUserUpdate } from "./define-user-update.ts";

export const demote = defineUserUpdate({
  summary: "makes an administrator an ordinary user",
  help: "Removes the rights of an administrator and ends the account's sessions. The last active administrator stays one.",
  changes: { role: "user" },
  outcome: "is not an administrator any more",
});
