import type { CreateSavedView, SavedViewPage } from "@shunt/contracts/analytics";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** Search parameters of a page, as the API stores them. */
export type StoredSearch = CreateSavedView["search"];

export function savedViewsQuery(page: SavedViewPage) {
  return queryOptions({
    queryKey: ["saved-views", page],
    queryFn: ({ signal }) => api.listSavedViews({ query: { page }, signal }),
    staleTime: 60_000,
  });
}
