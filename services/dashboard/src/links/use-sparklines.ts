import type { LinkPage } from "@shunt/contracts/links";
import { useQueries } from "@tanstack/react-query";
import { api } from "../api/client.ts";

const staleMs = 60_000;

/** Clicks per day of the last 30 days by id, for the links with clicks on these pages. One request for each page. */
export function useSparklines(pages: readonly LinkPage[]): ReadonlyMap<string, readonly number[]> {
  const ids = pages
    .map(({ items }) => items.flatMap(({ id, click_count }) => (click_count > 0 ? id : [])))
    .filter(({ length }) => length > 0);
  return useQueries({
    queries: ids.map(link => ({
      queryKey: ["links", "sparklines", link],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getSparklines({ query: { link_id: link.slice(0, 100) }, signal }),
      staleTime: staleMs,
    })),
    combine: toPoints,
  });
}

function toPoints(results: readonly { data: { items: { link_id: string; clicks: number[] }[] } | undefined }[]) {
  return new Map(results.flatMap(({ data }) => (data?.items ?? []).map(item => [item.link_id, item.clicks] as const)));
}
