import {
  type ClicksQuery,
  type HeatMap,
  type TopLinks,
  type TopLinksQuery,
  weekdays,
} from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAnalyticsQuery, toQueryEcho } from "../query/to-analytics-query.ts";
import { hours } from "./heat-map.ts";

/** @throws the Problems of `toAnalyticsQuery` */
export async function getTopLinks(
  context: AnalyticsDeps,
  actor: Caller,
  { size, ...input }: TopLinksQuery,
  signal: AbortSignal,
): Promise<TopLinks> {
  const query = await toAnalyticsQuery(context, actor, input, signal);
  return { ...toQueryEcho(query), items: await context.clicks.findTopLinks(query, size) };
}

/** By weekday and hour. @throws the Problems of `toAnalyticsQuery` */
export async function getHeatMap(
  context: AnalyticsDeps,
  actor: Caller,
  input: ClicksQuery,
  signal: AbortSignal,
): Promise<HeatMap> {
  const query = await toAnalyticsQuery(context, actor, input, signal);
  const clicks = await context.clicks.findHeatMap(query);
  return { ...toQueryEcho(query), weekdays: [...weekdays], hours, clicks };
}
