import type { Logger } from "./logger.ts";

/** Longest time that stopping may take, in milliseconds; after that the process ends where it is. */
const stopTimeoutMs = 10_000;

/** Collects what has been opened, to close it in reverse order. */
export interface Lifecycle {
  /** Registers how to end something that has just been opened. */
  onStop(name: string, stop: () => unknown): void;
  /** Aborted when stopping begins. */
  readonly stopping: AbortSignal;
}

/**
 * Runs a service until SIGTERM or SIGINT, or until the process that started it over IPC is gone, then stops what it
 * opened, last first. If starting fails, what was opened is stopped as well and the process exits with 1.
 */
export async function runService(log: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const stops: { name: string; stop: () => unknown }[] = [];
  const controller = new AbortController();
  const stop = once(async (reason: string, exitCode: number) => {
    log.info({ reason }, "stopping");
    controller.abort();
    setTimeout(() => {
      log.error("stopping took too long");
      process.exit(1);
    }, stopTimeoutMs).unref();
    const failed = await stopAll(stops, log);
    log.info("stopped");
    process.exit(failed ? 1 : exitCode);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal, 0));
  if (process.send) process.on("disconnect", () => void stop("parent is gone", 0));
  process.on("uncaughtException", err => {
    log.fatal({ err }, "uncaught exception");
    void stop("uncaught exception", 1);
  });

  try {
    await start({ onStop: (name, end) => stops.push({ name, stop: end }), stopping: controller.signal });
    log.info("started");
  } catch (err) {
    log.fatal({ err }, "could not start");
    await stop("could not start", 1);
  }
}

async function stopAll(stops: { name: string; stop: () => unknown }[], log: Logger): Promise<boolean> {
  let failed = false;
  for (const { name, stop } of stops.toReversed()) {
    try {
      await stop();
    } catch (err) {
      failed = true;
      log.error({ err, name }, "could not stop");
    }
  }
  return failed;
}

function once<A extends unknown[]>(run: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let result: Promise<void> | undefined;
  return (...args) => {
    result ??= run(...args);
    return result;
  };
}
