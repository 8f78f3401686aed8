import { setTimeout as sleep } from "node:timers/promises";

export interface RepeatOptions {
  /** @param stopping aborted by `stop`, for runs of many steps */
  run: (stopping: AbortSignal) => Promise<void>;
  /** Pause between the end of a run and the next. */
  everyMs: number;
  onError: (err: unknown) => void;
}

/** Runs at once and then repeatedly. `stop` waits for the current run. */
export function repeat({ run, everyMs, onError }: RepeatOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const repeating = (async () => {
    while (!stopping.signal.aborted) {
      await run(stopping.signal).catch(onError);
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
