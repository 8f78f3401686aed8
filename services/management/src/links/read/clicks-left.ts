import type { LinkRecord } from "../link-record.ts";

/** Clicks left of the link's limit; null without one. */
export function toClicksLeft({ rules, clicksUsed }: LinkRecord): number | null {
  return rules?.max_clicks === undefined ? null : Math.max(0, rules.max_clicks - (clicksUsed ?? 0));
}
