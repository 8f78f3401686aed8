import { oneOf, toDay, toId, toText, withoutEmpty } from "../app/read-search.ts";

/** The state of administrators' pages, as their addresses have it. */
export interface UsersSearch {
  q?: string;
  show?: "admins" | "disabled";
}

export interface ModerationSearch {
  q?: string;
  show?: "blocked" | "unsafe";
  /** Id of an account. */
  owner?: string;
}

export interface AdminDomainsSearch {
  q?: string;
}

export interface ReportsSearch {
  show?: "closed";
}

export interface AuditSearch {
  /** Id of the account that acted. */
  who?: string;
  /** First part of actions, such as `link`. */
  what?: string;
  /** Id of what was changed. */
  subject?: string;
  /** First and last day, such as `2026-11-20`. */
  from?: string;
  to?: string;
}

type Given = Record<string, unknown>;

export const readUsersSearch = ({ q, show }: Given): UsersSearch =>
  withoutEmpty({ q: toText(q), show: oneOf(["admins", "disabled"] as const, show) });

export const readModerationSearch = ({ q, show, owner }: Given): ModerationSearch =>
  withoutEmpty({ q: toText(q), show: oneOf(["blocked", "unsafe"] as const, show), owner: toId(owner) });

export const readAdminDomainsSearch = ({ q }: Given): AdminDomainsSearch => withoutEmpty({ q: toText(q) });

export const readReportsSearch = ({ show }: Given): ReportsSearch =>
  withoutEmpty({ show: oneOf(["closed"] as const, show) });

export const readAuditSearch = ({ who, what, subject, from, to }: Given): AuditSearch =>
  withoutEmpty({
    who: toId(who),
    what: typeof what === "string" && /^[a-z-]+$/.test(what) ? what : undefined,
    subject: toId(subject),
    from: toDay(from),
    to: toDay(to),
  });

/** Values for some of the filters; undefined ends one. */
export type Changes<T> = { [K in keyof T]?: T[K] | undefined };

export function withChanges<T extends object>(search: T, changes: Changes<T>): T {
  return withoutEmpty({ ...search, ...changes }) as T;
}
