import type { AbortableQueryOptions } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { isOfScope } from "./link-scope.ts";
import { findMoments, type Moments } from "./moments.ts";
import type { Sources } from "./sources.ts";
import type { Statement } from "./statement.ts";

/** A query with all that ClickHouse does not know. */
export interface ClickHouseQuery extends AnalyticsQuery {
  /** Condition on `link_id` and `since`. Use this object wherever a statement needs it, so that the ids are sent once. */
  isOfLinks: Statement;
  moments: Moments;
  /** Of statements in Postgres. */
  execution: AbortableQueryOptions;
}

export async function toClickHouseQuery(
  sources: Sources,
  query: AnalyticsQuery,
  execution: AbortableQueryOptions,
): Promise<ClickHouseQuery> {
  // In sequence, as a query may use only one connection.
  const isOfLinks = await isOfScope(sources, query.scope.isIncluded, execution);
  return { ...query, isOfLinks, moments: await findMoments(sources.db, query.period, execution), execution };
}
