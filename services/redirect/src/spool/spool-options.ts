import type { ClickBatch } from "@shunt/contracts/clicks";
import type { Receipt } from "@shunt/queue";
import type { Logger } from "@shunt/runtime";
import type { RedirectMetrics } from "../redirect-metrics.ts";

export interface SpoolOptions {
  dir: string;
  maxClicks: number;
  sealAfterMs: number;
  /** Maximum size of this process's files. Those of acknowledged segments are deleted early to stay below. */
  maxBytes: number;
  /** Sends a segment to the queue; throws unless the queue acknowledges it. */
  ship: (name: string, batch: ClickBatch) => Promise<Receipt>;
  /** Returns the shard of the queue that gets a segment. One that is away delays no other. */
  shardOf: (name: string) => string;
  /** Time in which Redis writes what it has acknowledged to its disk; files are kept for so long. */
  syncMs: number;
  metrics: Pick<
    RedirectMetrics,
    "clicksRecorded" | "clicksShipped" | "clicksShippedAgain" | "clicksDropped" | "spoolWriteFailed"
  >;
  log: Logger;
  now: () => number;
}
