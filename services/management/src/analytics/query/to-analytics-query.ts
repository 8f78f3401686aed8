import { type ClicksQuery, type Dimension, dimensions, type QueryEcho } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toPeriod } from "../series/period.ts";
import type { AnalyticsQuery, Filter } from "./analytics-query.ts";
import { findScope } from "./find-scope.ts";

/** @throws the Problems of `findScope`, `toPeriod` and `getTimeZone` */
export async function toAnalyticsQuery(
  context: AnalyticsDeps,
  actor: Caller,
  input: ClicksQuery,
  signal: AbortSignal,
): Promise<AnalyticsQuery> {
  const timezone = await context.getTimeZone(input.timezone);
  const period = toPeriod({ ...input, timezone }, Date.now());
  const filters = dimensions.flatMap(dimension => [
    ...toFilter(dimension, input[dimension], false),
    ...toFilter(dimension, input[`${dimension}_not`], true),
  ]);
  // A filter by class includes bots.
  const includesBots = input.include_bots || filters.some(({ dimension }) => dimension === "class");
  return {
    scope: await findScope(context, actor, input),
    period,
    filters,
    includesBots,
    signal,
  };
}

export function toQueryEcho({ period, includesBots }: AnalyticsQuery): QueryEcho {
  return { from: period.from, to: period.to, timezone: period.timeZone, include_bots: includesBots };
}

function toFilter(dimension: Dimension, values: readonly string[] | undefined, isNegated: boolean): Filter[] {
  return values === undefined ? [] : [{ dimension, values, isNegated }];
}
