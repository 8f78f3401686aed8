import type { SharedView } from "@shunt/contracts/analytics";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** The scope of a shared report: one link, or a tag or folder. */
export type SharedScope = { link_id: string } | LabelScope;
/** A tag or folder of one workspace. */
export type LabelScope = { tag: string; workspace_id: string } | { folder: string; workspace_id: string };

export const sharedViewsQuery = queryOptions({
  queryKey: ["shared-views"],
  queryFn: ({ signal }) => api.listSharedViews({ signal }),
});

export function sharedReportQuery(token: string) {
  return queryOptions({
    queryKey: ["shared", token],
    queryFn: ({ signal }) => api.getSharedReport({ params: { token }, signal }),
  });
}

/** Whether a view is about this link, tag or folder. */
export function isOfScope(view: SharedView, scope: SharedScope): boolean {
  if ("link_id" in scope) return view.link_id === scope.link_id;
  const [given, own] = "tag" in scope ? [scope.tag, view.tag] : [scope.folder, view.folder];
  return view.workspace_id === scope.workspace_id && given.toLowerCase() === own?.toLowerCase();
}
