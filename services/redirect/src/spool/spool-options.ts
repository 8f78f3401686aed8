import type { ClickBatch } from "@shunt/contracts/clicks";
import type { Logger } from "@shunt/runtime";
import type { RedirectMetrics } from "../redirect-metrics.ts";

export interface SpoolOptions {
  dir: string;
  /** Most clicks in a segment. */
  maxClicks: number;
  /** Longest time until a segment is sealed, in milliseconds. */
  sealAfterMs: number;
  /** Most bytes that the files of this process may take. */
  maxBytes: number;
  /** Hands a segment to the queue; throws unless it is acknowledged. */
  ship: (name: string, batch: ClickBatch) => Promise<void>;
  metrics: Pick<RedirectMetrics, "clicksRecorded" | "clicksShipped" | "clicksDropped" | "spoolWriteFailed">;
  log: Logger;
  now: () => number;
}
