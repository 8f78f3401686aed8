import { dimensions, type SharedReport, type SharedView } from "@shunt/contracts/analytics";
import type { SharedQuery, SharedViewRecord } from "./shared-view-store.ts";

export function toSharedViewBody(view: SharedViewRecord): SharedView {
  return {
    id: view.id,
    workspace_id: view.workspaceId,
    link_id: view.linkId,
    ...toShown(view),
    filters: toFilters(view.query),
    created_at: view.createdAt.toISOString(),
  };
}

/** The view as readers see it: without ids, and without hidden destinations. */
export function toSharedReport(view: SharedViewRecord, link: SharedReport["link"]): SharedReport {
  const { destination, destination_not, ...others } = toFilters(view.query);
  const filters = view.hidesDestinations
    ? others
    : { ...others, ...(destination && { destination }), ...(destination_not && { destination_not }) };
  return {
    ...toShown(view),
    filters,
    link: link && { ...link, original_url: view.hidesDestinations ? null : link.original_url },
  };
}

function toShown({ name, tag, folder, query, hidesDestinations, expiresAt }: SharedViewRecord) {
  const { days = 30, from, to, timezone, include_bots } = query;
  return {
    name,
    tag,
    folder,
    days: from === undefined ? days : null,
    from: from ?? null,
    to: to ?? null,
    timezone,
    include_bots,
    hides_destinations: hidesDestinations,
    expires_at: expiresAt?.toISOString() ?? null,
  };
}

function toFilters(query: SharedQuery): SharedView["filters"] {
  const names = dimensions.flatMap(dimension => [dimension, `${dimension}_not` as const]);
  return Object.fromEntries(names.flatMap(name => (query[name] ? [[name, query[name]]] : [])));
}
