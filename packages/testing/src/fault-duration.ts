import { inject } from "vitest";

/** Duration of a fault that can last for any time (ms): `FAULT_SECONDS`, default 3 s. */
export function faultDurationMs(): number {
  return inject("faultSeconds") * 1_000;
}
