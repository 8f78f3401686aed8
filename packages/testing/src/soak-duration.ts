import { inject } from "vitest";

/** Duration of the soak test (ms): `SOAK_MINUTES`, default 10 s, which only shows that the test works. */
export function soakDurationMs(): number {
  return inject("soakMinutes") * 60_000;
}
