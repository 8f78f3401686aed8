import type { AbortableQueryOptions } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";

export interface PostgresQuery extends AnalyticsQuery {
  execution: AbortableQueryOptions;
}
