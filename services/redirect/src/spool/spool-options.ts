import type { ClickBatch } from "@shunt/contracts/clicks";
import type { Logger } from "@shunt/runtime";
import type { RedirectMetrics } from "../redirect-metrics.ts";

export interface SpoolOptions {
  dir: string;
  maxClicks: number;
  sealAfterMs: number;
  /** Maximum size of this process's files. */
  maxBytes: number;
  /** Sends a segment to the queue; throws unless the queue acknowledges it. */
  ship: (name: string, batch: ClickBatch) => Promise<void>;
  metrics: Pick<RedirectMetrics, "clicksRecorded" | "clicksShipped" | "clicksDropped" | "spoolWriteFailed">;
  log: Logger;
  now: () => number;
}
