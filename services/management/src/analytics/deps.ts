import type { LiveClicks } from "@shunt/cache";
import type { LinksDeps } from "../links/index.ts";
import type { ClickReader } from "./click-reader.ts";
import type { GetTimeZone } from "./series/time-zones.ts";

export interface AnalyticsDeps extends LinksDeps {
  clicks: ClickReader;
  getTimeZone: GetTimeZone;
  liveClicks: LiveClicks;
}
