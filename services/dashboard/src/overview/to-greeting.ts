import { toWallTime } from "../messages/wall-time.ts";

/** The part of the day of a visitor's clock. */
export function toGreeting(now: Date): "morning" | "day" | "evening" {
  const hour = Number(toWallTime(now).slice(11, 13));
  if (hour >= 5 && hour < 11) return "morning";
  return hour >= 11 && hour < 18 ? "day" : "evening";
}
