import type { Logger } from "./logger.ts";

/** Requests to other servers, such as webhooks, get this long after the beginning of a stop (ms). They can be repeated. */
const giveUpAfterMs = 4_000;
/** Statements in progress get this long (ms). Postgres undoes them, and another process repeats them. */
const cutOffAfterMs = 6_000;
/** Limit for stopping (ms). After it, the process exits. */
const stopTimeoutMs = 10_000;

type Stop = () => unknown;
type OnError = (err: unknown, name: string) => void;

/** State that a lifecycle shares with its groups. */
interface Phases {
  stopping: AbortController;
  givingUp: AbortController;
  cuttingOff: AbortController;
  /** Names of the resources that are being closed. */
  ending: Set<string>;
}

/** Collects opened resources and closes them in reverse order. */
export class Lifecycle {
  readonly #stops: ((onError: OnError) => Promise<unknown>)[] = [];
  readonly #phases: Phases;

  constructor(phases?: Phases) {
    this.#phases = phases ?? {
      stopping: new AbortController(),
      givingUp: new AbortController(),
      cuttingOff: new AbortController(),
      ending: new Set(),
    };
  }

  /** The resources that are being closed, separated by commas. */
  get ending(): string | undefined {
    return [...this.#phases.ending].join(", ") || undefined;
  }

  /** Aborted when stopping begins: take no new work. */
  get stopping(): AbortSignal {
    return this.#phases.stopping.signal;
  }

  /** Aborted some seconds later: end requests to other servers. */
  get givingUp(): AbortSignal {
    return this.#phases.givingUp.signal;
  }

  /** Aborted some seconds later still: end statements in progress. */
  get cuttingOff(): AbortSignal {
    return this.#phases.cuttingOff.signal;
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
    this.#stops.push(onError => this.#end(name, stop, onError));
  }

  /**
   * Begins a group of resources that need each other only while they are open. They are closed at the same time, when it
   * is the turn of the group, so that no slow one delays the others.
   */
  openGroup(): Lifecycle {
    const group = new Lifecycle(this.#phases);
    this.#stops.push(onError => Promise.all(group.#stops.splice(0).map(end => end(onError))));
    return group;
  }

  /** Closes everything, last first. Failures are reported, and the rest is still closed. */
  async stop(onError: OnError): Promise<void> {
    const { stopping, givingUp, cuttingOff } = this.#phases;
    stopping.abort();
    const timers = [
      setTimeout(() => givingUp.abort(), giveUpAfterMs),
      setTimeout(() => cuttingOff.abort(), cutOffAfterMs),
    ];
    for (const end of this.#stops.splice(0).toReversed()) await end(onError);
    for (const timer of timers) clearTimeout(timer);
  }

  async #end(name: string, stop: Stop, onError: OnError): Promise<void> {
    this.#phases.ending.add(name);
    try {
      await stop();
    } catch (err) {
      onError(err, name);
    }
    this.#phases.ending.delete(name);
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
    lifecycle.cuttingOff.addEventListener("abort", () => {
      log.warn({ name: lifecycle.ending }, "stopping takes long, statements in progress are cut off");
    });
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
