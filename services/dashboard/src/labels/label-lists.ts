import type { Label, LabelPage } from "@shunt/contracts/links";
import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { queryClient } from "../api/query-client.ts";
import { type LabelKind, labelRequests } from "./label-kinds.ts";

/** @param search the beginning of names */
export function labelListQuery(kind: LabelKind, search: string) {
  return infiniteQueryOptions({
    queryKey: [kind, "list", search],
    queryFn: ({ pageParam: cursor, signal }) =>
      labelRequests[kind].list({ query: { ...(search && { search }), ...(cursor && { cursor }) }, signal }),
    initialPageParam: "",
    getNextPageParam: page => page.next_cursor,
  });
}

/** Shows a change before the server answers. */
export function changeCachedLabel(kind: LabelKind, { name, workspace_id }: Label, changes: Partial<Label>): void {
  queryClient.setQueriesData<InfiniteData<LabelPage, string>>(
    { queryKey: [kind, "list"] },
    data =>
      data && {
        ...data,
        pages: data.pages.map(page => ({
          ...page,
          items: page.items.map(each =>
            each.name === name && each.workspace_id === workspace_id ? { ...each, ...changes } : each,
          ),
        })),
      },
  );
}

/** Reads lists of labels anew, and links, which show them. */
export function refreshLabels(kind: LabelKind): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: [kind] }),
    queryClient.invalidateQueries({ queryKey: ["links"], predicate: ({ queryKey }) => queryKey[1] !== "edited" }),
  ]);
}
