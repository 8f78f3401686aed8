import { type Breakdown, type BreakdownQuery, dimensionTable } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAnalyticsQuery, toQueryEcho } from "../query/to-analytics-query.ts";
import { toTopItem, toTopItems } from "./to-top-items.ts";

/** @throws the Problems of `toAnalyticsQuery` */
export async function getBreakdown(
  context: AnalyticsDeps,
  actor: Caller,
  { dimension, size: limit, ...input }: BreakdownQuery,
  signal: AbortSignal,
): Promise<Breakdown> {
  const parsed = await toAnalyticsQuery(context, actor, input, signal);
  if (dimension === "folder" || dimension === "tag") {
    const { total, items, others } = await context.clicks.countByLabel(parsed, dimension, limit);
    const shown = items.map(item => toTopItem(item, total));
    return { ...toQueryEcho(parsed), dimension, total_clicks: total, items: shown, other_clicks: others };
  }
  // A breakdown by class includes bots.
  const query = { ...parsed, includesBots: parsed.includesBots || dimension === "class" };
  // In sequence, as a query may use only one connection.
  const total = await context.clicks.countClicks(query);
  const values = await context.clicks.findValues(query, dimension, limit);
  // The second statement may see more clicks than the first.
  const withValue = Math.min(values[0]?.withValue ?? 0, total);
  const items = toTopItems(values, { withValue, total, restLabel: dimensionTable[dimension].restLabel, limit });
  const shown = items.reduce((sum, item) => sum + item.count, 0);
  return { ...toQueryEcho(query), dimension, total_clicks: total, items, other_clicks: Math.max(total - shown, 0) };
}
