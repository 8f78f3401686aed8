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
  filled({ q: toText(q), show: oneOf(["admins", "disabled"] as const, show) });

export const readModerationSearch = ({ q, show, owner }: Given): ModerationSearch =>
  filled({ q: toText(q), show: oneOf(["blocked", "unsafe"] as const, show), owner: toId(owner) });

export const readReportsSearch = ({ show }: Given): ReportsSearch => filled({ show: oneOf(["closed"] as const, show) });

export const readAuditSearch = ({ who, what, subject, from, to }: Given): AuditSearch =>
  filled({
    who: toId(who),
    what: typeof what === "string" && /^[a-z-]+$/.test(what) ? what : undefined,
    subject: toId(subject),
    from: toDay(from),
    to: toDay(to),
  });

/** Values for some of the filters; undefined ends one. */
export type Changes<T> = { [K in keyof T]?: T[K] | undefined };

export function withChanges<T extends object>(search: T, changes: Changes<T>): T {
  return filled({ ...search, ...changes }) as T;
}

/** The router reads `?q=2026` as a number. */
function toText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) || undefined : undefined;
}

function toId(value: unknown): string | undefined {
  return typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value : undefined;
}

function toDay(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && Number.isFinite(Date.parse(value))
    ? value
    : undefined;
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find(each => each === value);
}

type Filled<T> = { [K in keyof T]?: NonNullable<T[K]> };

function filled<T extends object>(fields: T): Filled<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Filled<T>;
}
