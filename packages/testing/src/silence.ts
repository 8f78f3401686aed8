import { inject } from "vitest";

/** Silence after which a process counts as gone: `PROCESS_SILENCE_SECONDS`, or less than in production. */
export function silenceSeconds(): number {
  return inject("silenceSeconds");
}
