import type { Logger } from "./logger.ts";

/** Longest time that stopping may take, in milliseconds; after that the process ends where it is. */
const stopTimeoutMs = 10_000;

type Stop = () => unknown;

/** Collects what has been opened, to close it in reverse order. */
export class Lifecycle {
  readonly #stops: { name: string; stop: Stop }[] = [];
  readonly #stopping = new AbortController();

  /** Aborted when stopping begins. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Returns what has just been opened. When the service stops, its `stop` is called, or `end` where it has none. */
  open<T extends { stop: Stop }>(name: string, opened: T): T;
  open<T>(name: string, opened: T, end: (opened: T) => unknown): T;
  open<T extends { stop?: Stop }>(name: string, opened: T, end = (ended: T) => ended.stop?.()): T {
    this.onStop(name, () => end(opened));
    return opened;
  }

  /** Registers how to end something that is more than what has just been opened. */
  onStop(name: string, stop: Stop): void {
    this.#stops.push({ name, stop });
  }

  /** Closes everything, last first. One that fails is reported and does not keep the others open. */
  async stop(onError: (err: unknown, name: string) => void): Promise<void> {
    this.#stopping.abort();
    for (const { name, stop } of this.#stops.splice(0).toReversed()) {
      try {
        await stop();
      } catch (err) {
        onError(err, name);
      }
    }
  }
}

/**
 * Runs a service until SIGTERM or SIGINT, or until the process that started it over IPC is gone, then stops what it
 * opened, last first. If starting fails, what was opened is stopped as well and the process exits with 1.
 */
export async function runService(log: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const lifecycle = new Lifecycle();
  const stop = once(async (reason: string, exitCode: number) => {
    log.info({ reason }, "stopping");
    setTimeout(() => {
      log.error("stopping took too long");
      process.exit(1);
    }, stopTimeoutMs).unref();
    let code = exitCode;
    await lifecycle.stop((err, name) => {
      code = 1;
      log.error({ err, name }, "could not stop");
    });
    log.info("stopped");
    process.exit(code);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal, 0));
  if (process.send) process.on("disconnect", () => void stop("parent is gone", 0));
  process.on("uncaughtException", err => {
    log.fatal({ err }, "uncaught exception");
    void stop("uncaught exception", 1);
  });

  try {
    await start(lifecycle);
    log.info("started");
  } catch (err) {
    log.fatal({ err }, "could not start");
    await stop("could not start", 1);
  }
}

function once<A extends unknown[]>(run: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let result: Promise<void> | undefined;
  return (...args) => {
    result ??= run(...args);
    return result;
  };
}
