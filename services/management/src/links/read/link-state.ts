import type { LinkState } from "@shunt/contracts/links";
import type { LinkRecord } from "../link-record.ts";
import { toClicksLeft } from "./clicks-left.ts";

/**
 * Returns the first state that applies; a blocked link may have expired as well.
 *
 * @param now milliseconds since the epoch
 */
export function toLinkState(link: LinkRecord, now: number): LinkState {
  if (link.archivedAt) return "archived";
  if (link.isBlocked) return "blocked";
  if (!link.isActive) return "inactive";
  if (link.startsAt && link.startsAt.getTime() > now) return "scheduled";
  if ((link.expiresAt && link.expiresAt.getTime() <= now) || toClicksLeft(link) === 0) return "expired";
  return "active";
}
