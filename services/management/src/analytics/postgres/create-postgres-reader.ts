import type { Core } from "../../core.ts";
import { countByLabel } from "../breakdown/label-store.ts";
import type { ClickReader } from "../click-reader.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { toExecution } from "../query/to-execution.ts";
import { findValues } from "./breakdown-store.ts";
import { findEvents } from "./event-store.ts";
import { findOrphans } from "./orphan-store.ts";
import type { PostgresQuery } from "./postgres-query.ts";
import { countClicks, findSeries, findSeriesOfLinks } from "./series-store.ts";
import { findSparklines } from "./sparklines-store.ts";
import { summarise } from "./summarise.ts";
import { findHeatMap, findTopLinks, selectCountsOfLinks } from "./top-links-store.ts";
import { createTopValues } from "./top-values.ts";

/** Reads sums, or single clicks where a query filters them. */
export function createPostgresReader({ db, config }: Pick<Core, "db" | "config">): ClickReader {
  const findTopValues = createTopValues();
  const executionOf = ({ signal }: AnalyticsQuery) => toExecution(config, signal);
  const own = (query: AnalyticsQuery): PostgresQuery => ({ ...query, execution: executionOf(query) });
  return {
    countClicks: query => countClicks(db, own(query)),
    findSeries: (query, interval) => findSeries(db, own(query), interval),
    findSeriesOfLinks: (query, interval) => findSeriesOfLinks(db, own(query), interval),
    findHeatMap: query => findHeatMap(db, own(query)),
    findTopLinks: (query, limit) => findTopLinks(db, own(query), limit),
    findValues: (query, dimension, limit) => findValues(db, own(query), dimension, limit),
    countByLabel: (query, kind, limit) =>
      countByLabel(db, selectCountsOfLinks(query), { kind, limit, execution: executionOf(query) }),
    eventsPerPage: 500,
    findEvents: (query, after, limit) => findEvents(db, own(query), after, limit),
    findSparklines: (links, days) => findSparklines(db, links, days),
    summarise: (linkId, days) => summarise(db, findTopValues, linkId, days),
    findOrphans: query => findOrphans(db, query),
  };
}
