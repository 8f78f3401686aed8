import type { Link } from "@shunt/contracts/links";

/** Clicks per day of the last 30 days, by id, for the links on the screen that have clicks. */
export function useSparklines(_links: readonly Link[], _isShown: boolean): ReadonlyMap<string, readonly number[]> {
  return none;
}
const none = new Map();
