import type { OpsIssue, OpsOverview } from "@shunt/contracts/admin";
import { toCount } from "./format.ts";

/** The overview before it is judged. */
export type Sources = Omit<OpsOverview, "issues">;

/** An issue with the name of its alert, which is its section of the runbook. */
export type Cause = Omit<OpsIssue, "runbook_url"> & { alert: string };

/** Describes in a sentence how many clicks wait for a worker. */
export function toWaiting({ queue, instances }: Sources): string {
  const inSpools = (instances ?? []).some(({ spool_bytes }) => (spool_bytes ?? 0) > 0);
  if (!queue) return "Clicks wait; none is lost.";
  if (queue.clicks === 0) return inSpools ? "Clicks wait; none is lost." : "New clicks wait; none is lost.";
  return `${toCount(queue.clicks, "click waits", "clicks wait")}; none is lost.`;
}
