import { ownerOnlyUmask } from "../owner-only.ts";
import { help, parseOptions } from "./options.ts";
import { toReport } from "./report.ts";
import type { Directories } from "./servers.ts";
import { smoke } from "./smoke.ts";
import { type Running, supervise } from "./supervise.ts";

/** It asks more often than people may, and as often as somebody runs it. */
const unlimited = { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_REGISTER: "0", RATE_LIMIT_LOGIN: "0" };

/** Runs everything until a signal, or with `--smoke` until a click is counted, and then ends this process. */
export async function runStart(args: readonly string[], dirs: Directories): Promise<void> {
  const startedAt = Date.now();
  const stops: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  // Logs hold links that set passwords anew, and the data is people's: for all that is started from here.
  process.umask(ownerOnlyUmask);

  const options = readOptions(args);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  const env = { ...(options.smoke && unlimited), ...process.env };
  const starting = supervise({ env, dirs, stops, stopping: stopping.signal, say });
  try {
    const running = await starting;
    if (options.smoke) await reportSmoke(running);
    else console.log(toReport({ ...running, seconds: since(startedAt, Date.now()) }));
  } catch (err) {
    // While stopping, services end and calls fail: that is no news.
    if (!stopping.signal.aborted) console.error((err as Error).message);
    await stop(1);
  }

  async function reportSmoke({ appUrl }: Running): Promise<void> {
    const { redirectedAt, countedAt } = await smoke(appUrl);
    console.log(
      `First redirect after ${since(startedAt, redirectedAt)} s, its click counted ${since(redirectedAt, countedAt)} s later.`,
    );
    await stop(0);
  }

  /** Ends what was started, last first, and the process. What is just being started is waited for: it must not be left. */
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
    const parsed = parseOptions(args);
    if (!parsed.help) return parsed;
    console.log(help);
    process.exit(0);
  } catch (err) {
    console.error(`${(err as Error).message.split(". ")[0]}. See npm start -- --help`);
    process.exit(2);
  }
}

/** With the time, as it may be read hours later. */
function say(line: string): void {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);
}

function since(from: number, to: number): string {
  return ((to - from) / 1_000).toFixed(1);
}
