import { inject } from "vitest";

/** How long a fault lasts that could last for any time, in milliseconds: `FAULT_SECONDS`, or a few seconds. */
export function faultDurationMs(): number {
  return inject("faultSeconds") * 1_000;
}
