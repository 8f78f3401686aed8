import type { HealthStatus, LinkState, ListLinks } from "@shunt/contracts/links";
import { listAll } from "../api/list-all.ts";
import { oneOf, toDay, toText, toTexts, withoutEmpty } from "../app/read-search.ts";
import { startOfDay } from "../messages/wall-time.ts";

export type LinkSort = ListLinks["sort"];

export const linkStates = listAll<LinkState>({
  active: true,
  scheduled: true,
  expired: true,
  inactive: true,
  blocked: true,
  archived: true,
});
export const linkSorts = listAll<LinkSort>({
  "-created_at": true,
  created_at: true,
  "-click_count": true,
  click_count: true,
  "-last_click": true,
  last_click: true,
});
export const linkHealths = listAll<HealthStatus>({ ok: true, broken: true, unknown: true });
export const answers = ["yes", "no"] as const;
export const linkViews = ["table", "cards"] as const;

export type YesOrNo = (typeof answers)[number];
export type LinkView = (typeof linkViews)[number];

/** The state of the page `/links`, as its address has it. */
export interface LinksSearch {
  /** The text of the search field. */
  search?: string;
  tag?: string[];
  folder?: string;
  domain?: string;
  state?: LinkState;
  /** Result of the checks of the destination. */
  health?: HealthStatus;
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

/** As many as the API reads. */
const maxTags = 20;
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
  state?: LinkState;
  health?: HealthStatus;
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
    tag: toTexts(search.tag, maxTags),
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
