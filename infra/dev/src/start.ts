import { help, parseOptions } from "./supervisor/options.ts";
import { toReport } from "./supervisor/report.ts";
import { smoke } from "./supervisor/smoke.ts";
import { type Running, supervise } from "./supervisor/supervise.ts";

/** `npm start`: runs everything until Ctrl-C, or with `--smoke` until a click is counted. */
const startedAt = Date.now();
const stops: (() => Promise<void>)[] = [];
const stopping = new AbortController();

const options = readOptions();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// It asks more often than people may, and as often as somebody runs it.
const unlimited = { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_REGISTER: "0", RATE_LIMIT_LOGIN: "0" };
const starting = supervise({ ...(options.smoke && unlimited), ...process.env }, stops, stopping.signal);
try {
  const running = await starting;
  if (options.smoke) await reportSmoke(running);
  else await reportAndWait(running);
} catch (err) {
  // While stopping, services end and calls fail: that is no news.
  if (!stopping.signal.aborted) console.error((err as Error).message);
  await stop(1);
}

function readOptions() {
  try {
    const parsed = parseOptions(process.argv.slice(2));
    if (!parsed.help) return parsed;
    console.log(help);
    process.exit(0);
  } catch (err) {
    console.error(`${(err as Error).message.split(". ")[0]}. See npm start -- --help`);
    process.exit(2);
  }
}

async function reportSmoke({ appUrl }: Running): Promise<void> {
  const { redirectedAt, countedAt } = await smoke(appUrl);
  console.log(
    `First redirect after ${since(startedAt, redirectedAt)} s, its click counted ${since(redirectedAt, countedAt)} s later.`,
  );
  await stop(0);
}

async function reportAndWait(running: Running): Promise<void> {
  console.log(toReport({ ...running, seconds: since(startedAt, Date.now()) }));
  await running.failure;
}

/** Ends what was started, last first, and the process. What is just being started is waited for: it must not be left. */
async function stop(exitCode: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await starting.catch(() => {});
  for (const end of stops.toReversed()) await end().catch((err: Error) => console.error(err.message));
  process.exit(exitCode);
}

function since(from: number, to: number): string {
  return ((to - from) / 1_000).toFixed(1);
}
