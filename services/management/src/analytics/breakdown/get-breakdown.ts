import { type Breakdown, type BreakdownQuery, dimensionTable } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAsked, toQuestion } from "../question/question.ts";
import { findTotals } from "../series/series-store.ts";
import { findValues } from "./breakdown-store.ts";
import { toTopItems } from "./to-top-items.ts";

/** Clicks by the values of a dimension. @throws Problem as `toQuestion` does. */
export async function getBreakdown(
  context: AnalyticsDeps,
  actor: Caller,
  { dimension, size: limit, ...query }: BreakdownQuery,
  signal: AbortSignal,
): Promise<Breakdown> {
  const asked = await toQuestion(context, actor, query, signal);
  // Who breaks down by class wants to see the machines.
  const question = { ...asked, includesBots: asked.includesBots || dimension === "class" };
  // One after the other: a question has one connection.
  const { clicks: total } = await findTotals(context.db, question);
  const values = await findValues(context.db, question, dimension, limit);
  // What is counted between the two questions is in one of them only.
  const known = Math.min(values[0]?.known ?? 0, total);
  const items = toTopItems(values, { known, total, restLabel: dimensionTable[dimension].restLabel, limit });
  const shown = items.reduce((sum, item) => sum + item.count, 0);
  return { ...toAsked(question), dimension, total_clicks: total, items, other_clicks: Math.max(total - shown, 0) };
}
