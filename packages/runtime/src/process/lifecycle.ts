import type { Logger } from "./logger.ts";

/** Limit for stopping (ms). After it, the process exits. */
const stopTimeoutMs = 10_000;

type Stop = () => unknown;

/** Collects opened resources and closes them in reverse order. */
export class Lifecycle {
  readonly #stops: { name: string; stop: Stop }[] = [];
  readonly #stopping = new AbortController();
  #ending: string | undefined;

  /** The resource that is being closed. */
  get ending(): string | undefined {
    return this.#ending;
  }

  /** Aborted when stopping begins. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Registers and returns an opened resource. When the service stops, `end` is called, by default the resource's `stop`. */
  open<T extends { stop: Stop }>(name: string, opened: T): T;
  open<T>(name: string, opened: T, end: (opened: T) => unknown): T;
  open<T extends { stop?: Stop }>(name: string, opened: T, end = (ended: T) => ended.stop?.()): T {
    this.onStop(name, () => end(opened));
    return opened;
  }

  /** Registers a function to call when the service stops. */
  onStop(name: string, stop: Stop): void {
    this.#stops.push({ name, stop });
  }

  /** Closes everything, last first. Failures are reported, and the rest is still closed. */
  async stop(onError: (err: unknown, name: string) => void): Promise<void> {
    this.#stopping.abort();
    for (const { name, stop } of this.#stops.splice(0).toReversed()) {
      this.#ending = name;
      try {
        await stop();
      } catch (err) {
        onError(err, name);
      }
    }
  }
}

/**
 * Runs a service until SIGTERM or SIGINT, or until a parent process with an IPC channel is gone. Then closes its resources, last
 * first. If starting fails, it closes them as well, and the process exits with 1.
 */
export async function runService(log: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const lifecycle = new Lifecycle();
  const stop = once(async (reason: string, exitCode: number) => {
    log.info({ reason }, "stopping");
    setTimeout(() => {
      log.error({ name: lifecycle.ending }, "stopping took too long");
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
  const onParentGone = () => stop("parent process is gone", 0);
  process.on("disconnect", () => void onParentGone());
  process.on("uncaughtException", err => {
    log.fatal({ err }, "uncaught exception");
    void stop("uncaught exception", 1);
  });

  // Gone before there was a listener. Without a channel, `connected` is undefined.
  if (process.connected === false) return onParentGone();

  try {
    await start(lifecycle);
    log.info("started");
  } catch (err) {
    // Stopping interrupts a start that waits.
    if (lifecycle.stopping.aborted) return;
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
