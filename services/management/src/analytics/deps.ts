import type { LiveClicks } from "@shunt/cache";
import type { LinksDeps } from "../links/index.ts";
import type { FindTopValues } from "./breakdown/top-values.ts";
import type { GetTimeZone } from "./series/time-zones.ts";

export interface AnalyticsDeps extends LinksDeps {
  findTopValues: FindTopValues;
  getTimeZone: GetTimeZone;
  liveClicks: LiveClicks;
}
