import { type ClicksQuery, type Dimension, dimensions, type QueryEcho } from "@shunt/contracts/analytics";
import { isBehindPgBouncer } from "@shunt/db";
import type { AbortableQueryOptions } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { type Period, toPeriod } from "../series/period.ts";
import { findScope, type Scope } from "./find-scope.ts";

/** Any of the values, or if negated, none of them. */
export interface Filter {
  dimension: Dimension;
  values: readonly string[];
  isNegated: boolean;
}

/** Parsed and authorized. */
export interface AnalyticsQuery {
  scope: Scope;
  period: Period;
  filters: readonly Filter[];
  includesBots: boolean;
  execution: AbortableQueryOptions;
}

/**
 * @param signal cancels running statements
 * @throws the Problems of `findScope`, `toPeriod` and `getTimeZone`
 */
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
    execution: toExecution(context, signal),
  };
}

/** PgBouncer hides the server process of a statement, so only the statement timeout can end it. */
function toExecution({ config }: AnalyticsDeps, signal: AbortSignal): AbortableQueryOptions {
  if (isBehindPgBouncer(config.database.url)) return {};
  return { signal, inflightQueryAbortStrategy: "cancel query" };
}

export function toQueryEcho({ period, includesBots }: AnalyticsQuery): QueryEcho {
  return { from: period.from, to: period.to, timezone: period.timeZone, include_bots: includesBots };
}

function toFilter(dimension: Dimension, values: readonly string[] | undefined, isNegated: boolean): Filter[] {
  return values === undefined ? [] : [{ dimension, values, isNegated }];
}
