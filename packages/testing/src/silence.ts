import { inject } from "vitest";

/** Silence after which a process counts as gone: `PROCESS_SILENCE_SECONDS`, default 6, less than in production. */
export function silenceSeconds(): number {
  return inject("silenceSeconds");
}
