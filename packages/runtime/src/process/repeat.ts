import { setTimeout as sleep } from "node:timers/promises";

export interface RepeatOptions {
  run: () => Promise<void>;
  /** Between the end of a run and the next. */
  everyMs: number;
  onError: (err: unknown) => void;
}

/** Runs again and again, beginning at once. Stopping waits for the run that is under way. */
export function repeat({ run, everyMs, onError }: RepeatOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const repeating = (async () => {
    while (!stopping.signal.aborted) {
      await run().catch(onError);
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop() {
      stopping.abort();
      return repeating;
    },
  };
}
