import type { RateLimit } from "@shunt/cache";

/** The names of all rate limits, as in headers and metrics. */
export const limitNames = [
  "account",
  "anonymous",
  "picture",
  "picture-miss",
  "shared-view",
  "register",
  "login",
  "login-day",
  "unlock",
  "unlock-link",
  "mail",
  "mail-total",
  "totp",
  "totp-day",
  "create",
  "anonymous-create",
  "bulk",
  "bulk-trial",
  "preview",
  "post",
  "comment",
  "friend-request",
  "upload",
  "logo",
  "report",
  "outbound-host",
] as const;

export type LimitName = (typeof limitNames)[number];

export type NamedLimit = RateLimit & { name: LimitName };
