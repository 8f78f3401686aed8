import { setTimeout as sleep } from "node:timers/promises";

export interface Run {
  /** Resolves when it ends, with the reason: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  /** Resolves once it is ready; undefined: ready from the start. */
  ready?: Promise<void>;
  stop(): Promise<void>;
}

export interface KeepRunningOptions {
  name: string;
  start: () => Promise<Run>;
  /** No process is started after it aborts. */
  stopping: AbortSignal;
  print: (line: string) => void;
  pauses?: Pauses;
}

/** Milliseconds. */
export interface Pauses {
  first: number;
  /** Maximum: the pause doubles with every failure. */
  longest: number;
  /** A process that ran this long was healthy, which resets the pause. */
  healthyAfter: number;
}

const defaultPauses: Pauses = { first: 1_000, longest: 30_000, healthyAfter: 120_000 };

/** Restarts a process after a pause whenever it ends by itself. Returns a function that stops it. */
export function keepRunning(first: Run, options: KeepRunningOptions): () => Promise<void> {
  const { name, start, print, pauses = defaultPauses } = options;
  const own = new AbortController();
  const stopping = AbortSignal.any([options.stopping, own.signal]);
  let run = first;
  const keeping = keep();
  return async () => {
    own.abort();
    // Waits for a start in progress, so that its process is not left behind.
    await keeping;
    await run.stop();
  };

  async function keep(): Promise<void> {
    let pauseMs = pauses.first;
    for (;;) {
      const startedAt = performance.now();
      const reason = await Promise.race([run.ended, untilAborted(stopping)]);
      if (stopping.aborted) return;
      if (performance.now() - startedAt >= pauses.healthyAfter) pauseMs = pauses.first;
      let event = `ended with ${reason}`;
      while (!(await restart(event, pauseMs))) {
        if (stopping.aborted) return;
        event = "did not start";
        pauseMs = Math.min(pauseMs * 2, pauses.longest);
      }
      pauseMs = Math.min(pauseMs * 2, pauses.longest);
    }
  }

  async function restart(event: string, pauseMs: number): Promise<boolean> {
    print(`${name} ${event}; restarting in ${pauseMs / 1_000} s`);
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return false;
    try {
      run = await start();
    } catch (err) {
      print(`${name}: ${(err as Error).message}`);
      return false;
    }
    void printWhenReady(run);
    return true;
  }

  async function printWhenReady({ ready }: Run): Promise<void> {
    try {
      await ready;
      print(`${name} runs again`);
    } catch (err) {
      if (!stopping.aborted) print(`${name}: ${(err as Error).message}`);
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise(resolve => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
}
