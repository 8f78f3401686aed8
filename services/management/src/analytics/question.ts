import { type Asked, type ClicksQuery, type Dimension, dimensions } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { findScope, type Scope } from "./find-scope.ts";
import { type Period, toPeriod } from "./period.ts";

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
}

/** @throws Problem as `findScope` and `toPeriod` do. */
export async function toQuestion(context: Context, actor: Actor, query: ClicksQuery): Promise<Question> {
  const period = toPeriod(query, Date.now());
  const filters = dimensions.flatMap(dimension => [
    ...toFilter(dimension, query[dimension], false),
    ...toFilter(dimension, query[`${dimension}_not`], true),
  ]);
  // Who asks for a class of machines asks for machines.
  const includesBots = query.include_bots || filters.some(({ dimension }) => dimension === "class");
  return { scope: await findScope(context, actor, query), period, filters, includesBots };
}

export function toAsked({ period, includesBots }: Question): Asked {
  return { from: period.from, to: period.to, timezone: period.timeZone, include_bots: includesBots };
}

function toFilter(dimension: Dimension, values: readonly string[] | undefined, isNegated: boolean): Filter[] {
  return values === undefined ? [] : [{ dimension, values, isNegated }];
}
