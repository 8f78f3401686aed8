import { error, type Finding, ok, warning } from "./finding.ts";

const warningMs = 2_000;
const errorMs = 60_000;
const advice = "synchronize both clocks by NTP: tokens, limits, expiry and the times of clicks depend on them";

/** @param differenceMs between two clocks, with any sign */
export function judgeClock(name: string, differenceMs: number, detail: string): Finding {
  const difference = Math.abs(differenceMs);
  if (difference >= errorMs) return error(name, detail, advice);
  return difference >= warningMs ? warning(name, detail, advice) : ok(name, detail);
}
