import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { FeedResult } from "./run-feed.ts";

/** Medians of the rounds, and their ratios to the first result of the same page. */
export function toFeedReport({ results, plan }: { results: readonly FeedResult[]; plan: string }): string {
  const table = toTable(
    ["page", "posts", "ms", "ratio"],
    results.map(({ page, posts, latenciesMs }) => {
      const latency = median(latenciesMs);
      const least = median(results.find(result => result.page === page)?.latenciesMs ?? []);
      return [page, posts.toLocaleString("en"), latency.toFixed(2), (latency / least).toFixed(2)];
    }),
  );
  return `${table}\n\n${plan}`;
}
