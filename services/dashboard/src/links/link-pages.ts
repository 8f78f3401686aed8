import type { Link, LinkPage } from "@shunt/contracts/links";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import type { Question } from "./links-search.ts";
import { pageSize } from "./row-positions.ts";

const allPages = ["links", "pages"] as const;
/** Pages kept on each side of those on the screen. With the first page, which has the total, this makes ten. */
const keptAround = 4;

function toKey(question: Question, index: number) {
  return [...allPages, question, index] as const;
}

/** One page of a question, by its number from 0. Pages are independent, so that the list can be entered anywhere. */
export function pageQuery(question: Question, index: number) {
  return queryOptions({
    queryKey: toKey(question, index),
    queryFn: ({ signal }) =>
      api.listLinks({ query: { ...question, size: pageSize, ...toStart(question, index) }, signal }),
  });
}

/** Goes on where the page before ends, if that is known: this is fast at any depth, and new links shift nothing. */
function toStart(question: Question, index: number): { cursor: string } | { page: number } {
  const cursor = queryClient.getQueryData<LinkPage>(toKey(question, index - 1))?.next_cursor;
  return cursor ? { cursor } : { page: index + 1 };
}

/** Forgets the pages far from those on the screen. */
export function forgetFarPages(question: Question, shown: readonly number[]): void {
  const [first = 0, last = 0] = [shown[0], shown.at(-1)];
  const key = JSON.stringify(question);
  queryClient.removeQueries({
    queryKey: allPages,
    predicate: ({ queryKey }) => {
      const [, , of, index] = queryKey as [string, string, Question, number];
      return JSON.stringify(of) === key && index !== 0 && (index < first - keptAround || index > last + keptAround);
    },
  });
}

/** Changes links in all lists at once, before the server answers. Links that no longer fit a list leave it. */
export function changeCachedLinks(change: (link: Link) => Link): void {
  editPages((items, { state }) =>
    items.map(change).filter(link => (state === undefined ? link.state !== "archived" : link.state === state)),
  );
}

/** Takes links out of all lists. */
export function dropCachedLinks(ids: ReadonlySet<string>): void {
  editPages(items => items.filter(({ id }) => !ids.has(id)));
}

/** Puts a new link at the top of the lists that show the newest of all links first. */
export function addCachedLink(link: Link): void {
  const key = toKey({ sort: "-created_at" }, 0);
  queryClient.setQueryData<LinkPage>(
    key,
    page => page && { ...page, total: (page.total ?? 0) + 1, items: [link, ...page.items] },
  );
}

/** Asks again for what is on the screen; the rest is stale until someone looks at it. */
export function refreshLinks(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["links"] });
}

/** The first page of a question has its total, which falls by what the pages lose. */
function editPages(edit: (items: Link[], question: Question) => Link[]): void {
  for (const [key, page] of queryClient.getQueriesData<LinkPage>({ queryKey: allPages })) {
    if (!page) continue;
    const question = key[2] as Question;
    const items = edit(page.items, question);
    queryClient.setQueryData<LinkPage>(key, { ...page, items });
    const lost = page.items.length - items.length;
    if (lost > 0) lowerTotal(question, lost);
  }
}

function lowerTotal(question: Question, by: number): void {
  queryClient.setQueryData<LinkPage>(
    toKey(question, 0),
    page => page && { ...page, total: page.total === null ? null : page.total - by },
  );
}
