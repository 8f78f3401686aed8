import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { startOfDay } from "../messages/wall-time.ts";
import type { AdminDomainsSearch, AuditSearch, ModerationSearch, ReportsSearch, UsersSearch } from "./admin-search.ts";

const size = 50;

interface Paged {
  next_cursor: string | null;
}

function pages<P extends Paged>(
  key: readonly unknown[],
  load: (page: { size: number; cursor?: string }, signal: AbortSignal) => Promise<P>,
) {
  return infiniteQueryOptions({
    queryKey: ["admin", ...key],
    queryFn: ({ pageParam, signal }) => load({ size, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: page => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export function usersQuery({ q, show }: UsersSearch) {
  const filters = {
    ...(q !== undefined && { search: q }),
    ...(show === "admins" && { role: "admin" as const }),
    ...(show === "disabled" && { is_active: "false" as const }),
  };
  return pages(["users", filters], (page, signal) => api.listUsers({ query: { ...filters, ...page }, signal }));
}

export function allLinksQuery({ q, show, owner }: ModerationSearch) {
  const filters = {
    ...(q !== undefined && { search: q }),
    ...(owner !== undefined && { owner_id: owner }),
    ...(show === "blocked" && { is_blocked: "true" as const }),
    ...(show === "unsafe" && { is_unsafe: "true" as const }),
  };
  return pages(["links", filters], (page, signal) => api.listAllLinks({ query: { ...filters, ...page }, signal }));
}

export function adminDomainsQuery({ q }: AdminDomainsSearch) {
  const filters = { ...(q !== undefined && { search: q }) };
  return pages(["domains", filters], (page, signal) => api.listAllDomains({ query: { ...filters, ...page }, signal }));
}

export function reportsQuery({ show: state = "open" }: { show?: ReportsSearch["show"] | "open" }) {
  return pages(["reports", state], (page, signal) => api.listReports({ query: { state, ...page }, signal }));
}

export function auditQuery({ who, what, subject, from, to }: AuditSearch) {
  const filters = {
    ...(who !== undefined && { actor_id: who }),
    ...(what !== undefined && { action: what }),
    ...(subject !== undefined && { subject_id: subject }),
    ...(from !== undefined && { from: startOfDay(from) }),
    ...(to !== undefined && { to: startOfDay(to, 1) }),
  };
  return pages(["audit", filters], (page, signal) => api.listAudit({ query: { ...filters, ...page }, signal }));
}

export const blockedHostsQuery = queryOptions({
  queryKey: ["admin", "hosts"],
  queryFn: ({ signal }) => api.listBlockedHosts({ signal }),
});

export const blockedAddressesQuery = queryOptions({
  queryKey: ["admin", "addresses"],
  queryFn: ({ signal }) => api.listBlockedAddresses({ signal }),
});

/** Reads everything that administrators see anew, and links, whose state may have changed. */
export async function refreshAdmin(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["admin"] }),
    queryClient.invalidateQueries({ queryKey: ["links"], predicate: ({ queryKey }) => queryKey[1] !== "edited" }),
  ]);
}
