import { inject } from "vitest";

/** How long clicks go on and on, in milliseconds: `SOAK_MINUTES`, or ten seconds, which show that it works and no more. */
export function soakDurationMs(): number {
  return inject("soakMinutes") * 60_000;
}
