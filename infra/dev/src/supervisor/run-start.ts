import { ownerOnlyUmask } from "../owner-only.ts";
import { help, parseOptions } from "./options.ts";
import { toReport } from "./report.ts";
import type { Directories } from "./servers.ts";
import { toSmokeEnv } from "./smoke-env.ts";
import { type Running, supervise } from "./supervise.ts";

/** Runs Shunt until a signal, or with `--smoke` until a click is counted, and then exits. */
export async function runStart(args: readonly string[], dirs: Directories): Promise<void> {
  const startedAt = Date.now();
  const stops: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  // Applies to all child processes: logs contain password reset links, and the data is private.
  process.umask(ownerOnlyUmask);

  const options = readOptions(args);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  // Ctrl-Z suspends npm only: the services wait when this process does not read their output.
  process.on("SIGTSTP", () => {});
  // Tests start it with an IPC channel, whose other end is gone when the test run is.
  process.on("disconnect", () => void stop(0));
  const env = options.smoke ? toSmokeEnv(process.env) : process.env;
  const starting = supervise({
    env,
    dirs,
    stops,
    stopping: stopping.signal,
    hasClickHouse: options.clickhouse,
    print,
  });
  try {
    const running = await starting;
    if (options.smoke) await reportSmoke(running);
    else console.log(toReport({ ...running, seconds: since(startedAt, Date.now()) }));
  } catch (err) {
    // Errors are expected while the services stop.
    if (!stopping.signal.aborted) console.error((err as Error).message);
    await stop(1);
  }

  async function reportSmoke({ appUrl }: Running): Promise<void> {
    // Loaded here, because other starts need none of the contracts.
    const { smoke } = await import("./smoke.ts");
    const { redirectedAt, countedAt } = await smoke(appUrl);
    console.log(
      `First redirect after ${since(startedAt, redirectedAt)} s, its click counted ${since(redirectedAt, countedAt)} s later.`,
    );
    await stop(0);
  }

  /** Waits for a start in progress, stops everything in reverse order, and exits. */
  async function stop(exitCode: number): Promise<void> {
    if (stopping.signal.aborted) return;
    stopping.abort();
    await starting.catch(() => {});
    for (const end of stops.toReversed()) await end().catch((err: Error) => console.error(err.message));
    process.exit(exitCode);
  }
}

function readOptions(args: readonly string[]) {
  try {
    const parsed = parseOptions(args, process.env);
    if (!parsed.help) return parsed;
    console.log(help);
    process.exit(0);
  } catch (err) {
    console.error(`${(err as Error).message.split(". ")[0]}. See npm start -- --help`);
    process.exit(2);
  }
}

/** Prefixes the time, because the line may be read hours later. */
function print(line: string): void {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);
}

function since(from: number, to: number): string {
  return ((to - from) / 1_000).toFixed(1);
}
