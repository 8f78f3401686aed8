/** Accounts, sessions, two-factor authentication and API keys. */
export * from "../api/account-security.ts";
export * from "../api/accounts.ts";
export * from "../api/auth.ts";
export * from "../api/instance.ts";
export * from "../api/invitations.ts";
export * from "../api/operations/account-security.ts";
export * from "../api/operations/accounts.ts";
export * from "../api/operations/auth.ts";
export * from "../api/operations/instance.ts";
export * from "../api/operations/invitations.ts";
export * from "../api/operations/request-log.ts";
export * from "../api/operations/workspaces.ts";
export * from "../api/request-log.ts";
export * from "../api/workspaces.ts";
