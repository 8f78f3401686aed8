import type { ClickHouse } from "@shunt/clickhouse";
import type { Core } from "../../core.ts";
import { countByLabel } from "../breakdown/label-store.ts";
import type { ClickReader } from "../click-reader.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { toExecution } from "../query/to-execution.ts";
import { findValues } from "./breakdown-store.ts";
import { toClickHouseQuery } from "./clickhouse-query.ts";
import { findEvents } from "./event-store.ts";
import { findOrphans } from "./orphan-store.ts";
import { countClicks, findSeries, findSeriesOfLinks } from "./series-store.ts";
import { toSources } from "./sources.ts";
import { findSparklines } from "./sparklines-store.ts";
import { summarise } from "./summary-store.ts";
import { findCountsOfLinks, findHeatMap, findTopLinks } from "./top-links-store.ts";

/** Reads the clicks in ClickHouse, and their links in Postgres. */
export function createClickHouseReader(
  { db, config }: Pick<Core, "db" | "config">,
  clickHouse: ClickHouse,
): ClickReader {
  const sources = toSources(db, clickHouse);
  const own = (query: AnalyticsQuery) => toClickHouseQuery(sources, query, toExecution(config, query.signal));
  return {
    countClicks: async query => countClicks(sources, await own(query)),
    findSeries: async (query, interval) => findSeries(sources, await own(query), interval),
    findSeriesOfLinks: async (query, interval) => findSeriesOfLinks(sources, await own(query), interval),
    findHeatMap: async query => findHeatMap(sources, await own(query)),
    findTopLinks: async (query, limit) => findTopLinks(sources, await own(query), limit),
    findValues: async (query, dimension, limit) => findValues(sources, await own(query), dimension, limit),
    countByLabel: async (query, kind, limit) => {
      const known = await own(query);
      const counted = await findCountsOfLinks(sources, known);
      return countByLabel(db, counted, { kind, limit, execution: known.execution });
    },
    // Each page reads the time of every click of its links.
    eventsPerPage: 5_000,
    findEvents: async (query, after, limit) => findEvents(sources, await own(query), after, limit),
    findSparklines: (links, days) => findSparklines(sources, links, days),
    summarise: (linkId, days) => summarise(sources, linkId, days),
    findOrphans: query => findOrphans(sources, query),
  };
}
