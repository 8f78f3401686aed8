import { startOfDay } from "../messages/wall-time.ts";

export const linkStates = ["active", "scheduled", "expired", "inactive", "blocked", "archived"] as const;
export const linkSorts = [
  "-created_at",
  "created_at",
  "-click_count",
  "click_count",
  "-last_click",
  "last_click",
] as const;
export const linkHealths = ["ok", "broken", "unknown"] as const;
export const answers = ["yes", "no"] as const;
export const linkViews = ["table", "cards"] as const;

export type LinkSort = (typeof linkSorts)[number];
export type YesOrNo = (typeof answers)[number];
export type LinkView = (typeof linkViews)[number];

/** The state of the page `/links`, as its address has it. */
export interface LinksSearch {
  /** The text of the search field. */
  search?: string;
  tag?: string[];
  folder?: string;
  domain?: string;
  state?: (typeof linkStates)[number];
  /** Result of the checks of the destination. */
  health?: (typeof linkHealths)[number];
  /** Whether visitors need a password. */
  password?: YesOrNo;
  /** Whether visitors get a warning. */
  unsafe?: YesOrNo;
  /** First and last day of creation in the visitor's time zone, such as `2026-11-30`. */
  from?: string;
  to?: string;
  sort?: LinkSort;
  view?: LinkView;
}

/** The parts of the state that leave links out. */
const filterNames = [
  "search",
  "tag",
  "folder",
  "domain",
  "state",
  "health",
  "password",
  "unsafe",
  "from",
  "to",
] as const;

/** A query of the API, without the place in the list. */
export interface Question {
  search?: string;
  tag?: string[];
  folder?: string;
  domain?: string;
  state?: (typeof linkStates)[number];
  health?: (typeof linkHealths)[number];
  has_broken_destination?: "true";
  has_password?: "true" | "false";
  is_unsafe?: "true" | "false";
  created_from?: string;
  created_to?: string;
  sort: LinkSort;
}

/** Reads the state from an address. Leaves out what no control of the page would set. */
export function readLinksSearch(search: Record<string, unknown>): LinksSearch {
  return withoutEmpty({
    search: toText(search.search),
    tag: toTexts(search.tag),
    folder: toText(search.folder),
    domain: toText(search.domain),
    state: oneOf(linkStates, search.state),
    health: oneOf(linkHealths, search.health),
    password: oneOf(answers, search.password),
    unsafe: oneOf(answers, search.unsafe),
    from: toDay(search.from),
    to: toDay(search.to),
    sort: oneOf(linkSorts, search.sort),
    view: oneOf(linkViews, search.view),
  });
}

/** The parameters of the API for a state of the page. */
export function toQuestion(state: LinksSearch): Question {
  const { search, from, to, sort, health, password, unsafe, view: _, ...filters } = state;
  // A link is broken if any of its destinations is, and the API has the other states for its first destination only.
  const isBroken = health === "broken";
  return {
    sort: sort ?? "-created_at",
    ...withoutEmpty({
      search: search?.trim() || undefined,
      ...filters,
      health: isBroken ? undefined : health,
      has_broken_destination: isBroken ? ("true" as const) : undefined,
      has_password: toFlag(password),
      is_unsafe: toFlag(unsafe),
      created_from: from && startOfDay(from),
      created_to: to && startOfDay(to, 1),
    }),
  };
}

export function isFiltered(search: LinksSearch): boolean {
  return filterNames.some(name => search[name] !== undefined);
}

/** Filters other than the search, whose text is in sight anyway. */
export function countFilters(search: LinksSearch): number {
  const single = filterNames.filter(name => name !== "tag" && name !== "search" && search[name] !== undefined);
  return (search.tag?.length ?? 0) + single.length;
}

/** The same view of the list with all links in it. */
export function withoutFilters({ sort, view }: LinksSearch): LinksSearch {
  return withoutEmpty({ sort, view });
}

function toFlag(answer: YesOrNo | undefined): "true" | "false" | undefined {
  return answer && (answer === "yes" ? "true" : "false");
}

/** The router reads `?search=2026` as a number. */
function toText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) || undefined : undefined;
}

function toTexts(value: unknown): string[] | undefined {
  const texts = [value].flat().flatMap(each => toText(each) ?? []);
  return texts.length > 0 ? [...new Set(texts)].slice(0, 20) : undefined;
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

function withoutEmpty<T extends object>(fields: T): Filled<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Filled<T>;
}
