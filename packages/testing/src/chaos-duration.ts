import { inject } from "vitest";

/** Duration of the chaos test (ms): `CHAOS_MINUTES`, default 20 s, enough for one fault of each kind. */
export function chaosDurationMs(): number {
  return inject("chaosMinutes") * 60_000;
}
