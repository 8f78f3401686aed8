import { defineUserUpdate } from "./define-user-update.ts";

export const enable = defineUserUpdate({
  summary: "enables a disabled account",
  help: "Allows signing in again, with the account's password and API keys.",
  changes: { is_active: true },
  outcome: "is enabled",
});
