import { type Asked, type ClicksQuery, type Dimension, dimensions } from "@shunt/contracts/analytics";
import { isBehindPgBouncer } from "@shunt/db";
import type { AbortableQueryOptions } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { type Period, toPeriod } from "../series/period.ts";
import { findScope, type Scope } from "./find-scope.ts";

/** A filter on one dimension: any of the values, or none of them. */
export interface Filter {
  dimension: Dimension;
  values: readonly string[];
  isNegated: boolean;
}

/** What is asked about clicks, understood and allowed. */
export interface Question {
  scope: Scope;
  period: Period;
  filters: readonly Filter[];
  includesBots: boolean;
  /** How its statements run. */
  execution: AbortableQueryOptions;
}

/**
 * @param signal ends what runs for it in Postgres
 * @throws Problem as `findScope`, `toPeriod` and `getTimeZone` do
 */
export async function toQuestion(
  context: AnalyticsDeps,
  actor: Caller,
  query: ClicksQuery,
  signal: AbortSignal,
): Promise<Question> {
  const timezone = await context.getTimeZone(query.timezone);
  const period = toPeriod({ ...query, timezone }, Date.now());
  const filters = dimensions.flatMap(dimension => [
    ...toFilter(dimension, query[dimension], false),
    ...toFilter(dimension, query[`${dimension}_not`], true),
  ]);
  // Who asks for a class of machines asks for machines.
  const includesBots = query.include_bots || filters.some(({ dimension }) => dimension === "class");
  return {
    scope: await findScope(context, actor, query),
    period,
    filters,
    includesBots,
    execution: toExecution(context, signal),
  };
}

/** PgBouncer does not say which server process a statement runs in, so behind it the time of a statement is all that ends it. */
function toExecution({ config }: AnalyticsDeps, signal: AbortSignal): AbortableQueryOptions {
  if (isBehindPgBouncer(config.database.url)) return {};
  return { signal, inflightQueryAbortStrategy: "cancel query" };
}

export function toAsked({ period, includesBots }: Question): Asked {
  return { from: period.from, to: period.to, timezone: period.timeZone, include_bots: includesBots };
}

function toFilter(dimension: Dimension, values: readonly string[] | undefined, isNegated: boolean): Filter[] {
  return values === undefined ? [] : [{ dimension, values, isNegated }];
}
