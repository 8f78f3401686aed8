import { setTimeout as sleep } from "node:timers/promises";

/** A process that was started. */
export interface Run {
  /** Resolves when it ends, with how: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  /** Resolves once it does its work; without it, it does so from the beginning. */
  ready?: Promise<void>;
  stop(): Promise<void>;
}

export interface KeepRunningOptions {
  name: string;
  /** Starts it anew. */
  start: () => Promise<Run>;
  /** Once it aborts, nothing is started any more. */
  stopping: AbortSignal;
  /** Prints a line for the operator. */
  say: (line: string) => void;
  pauses?: Pauses;
}

/** Milliseconds. */
export interface Pauses {
  first: number;
  /** The pause doubles with every failure, up to this. */
  longest: number;
  /** A process that ran for this long was healthy: the next pause is the first one again. */
  healthyAfter: number;
}

export const defaultPauses: Pauses = { first: 1_000, longest: 30_000, healthyAfter: 120_000 };

/** Starts a process again, after a pause, whenever it ends by itself. Returns how to end it for good. */
export function keepRunning(first: Run, options: KeepRunningOptions): () => Promise<void> {
  const { name, start, say, pauses = defaultPauses } = options;
  const own = new AbortController();
  const stopping = AbortSignal.any([options.stopping, own.signal]);
  let run = first;
  const keeping = keep();
  return async () => {
    own.abort();
    // A start that is under way is waited for: what it started must not be left behind.
    await keeping;
    await run.stop();
  };

  async function keep(): Promise<void> {
    let pauseMs = pauses.first;
    for (;;) {
      const startedAt = performance.now();
      const how = await Promise.race([run.ended, untilAborted(stopping)]);
      if (stopping.aborted) return;
      if (performance.now() - startedAt >= pauses.healthyAfter) pauseMs = pauses.first;
      let news = `ended with ${how}`;
      while (!(await startAgain(news, pauseMs))) {
        if (stopping.aborted) return;
        news = "could not be started again";
        pauseMs = Math.min(pauseMs * 2, pauses.longest);
      }
      pauseMs = Math.min(pauseMs * 2, pauses.longest);
    }
  }

  /** Whether it was started. */
  async function startAgain(news: string, pauseMs: number): Promise<boolean> {
    say(`${name} ${news}; the next start is in ${pauseMs / 1_000} s`);
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return false;
    try {
      run = await start();
    } catch (err) {
      say(`${name}: ${(err as Error).message}`);
      return false;
    }
    void sayWhenReady(run);
    return true;
  }

  async function sayWhenReady({ ready }: Run): Promise<void> {
    try {
      await ready;
      say(`${name} runs again`);
    } catch (err) {
      if (!stopping.aborted) say(`${name}: ${(err as Error).message}`);
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise(resolve => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
}
