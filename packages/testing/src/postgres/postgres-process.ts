import { readFile } from "node:fs/promises";
import { freePort, providePostgres, runCommand } from "@shunt/dev";
import type { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";

export interface PostgresProcess {
  url: string;
  readonly pid: number;
  /** Suspends all its processes: it accepts connections and does not answer. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Stops it and ends every connection; committed data stays. */
  halt(): Promise<void>;
  /** Kills all its processes, as a machine's lack of memory does; what is committed stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

type PostgresOptions = Parameters<typeof providePostgres>[0];

/** Starts a Postgres with temporary data in the scratch directory. */
export async function startPostgresProcess(
  scratch: Awaited<ReturnType<typeof makeScratchDirectory>>,
  options: Pick<PostgresOptions, "launcher" | "copyData"> = {},
): Promise<PostgresProcess> {
  const dir = `${scratch.path}/postgres`;
  const all = { ...options, dir, port: await freePort(), isDurable: false, survivesKill: true };
  const start = async () => {
    const started = await providePostgres(all);
    if (started.pid === undefined)
      throw new Error("tests can break only a local Postgres process; install the optional dependencies");
    await scratch.record("postgres", started.pid, "SIGINT");
    return { ...started, pid: started.pid };
  };
  let server = await start();
  let paused: number[] = [];
  const resume = async () => {
    for (const pid of paused.splice(0)) signal(pid, "SIGCONT");
  };
  const pause = async () => {
    // The parent first, so that it starts no new child meanwhile.
    signal(server.pid, "SIGSTOP");
    paused = [server.pid, ...(await findChildren(server.pid))];
    for (const pid of paused) signal(pid, "SIGSTOP");
  };
  const untilEnded = () => waitFor(() => !isAlive(server.pid), { what: "Postgres to end" });
  return {
    url: server.url,
    get pid() {
      return server.pid;
    },
    pause,
    resume,
    async halt() {
      signal(server.pid, "SIGINT");
      await untilEnded();
    },
    async kill() {
      await pause();
      // Children first: without a parent they would hold the memory that the next server needs.
      for (const pid of paused.splice(0).toReversed()) signal(pid, "SIGKILL");
      await untilEnded();
    },
    async start() {
      server = await start();
    },
    async stop() {
      await resume();
      await server.stop();
    },
  };
}

async function findChildren(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() =>
    runCommand("pgrep", ["-P", String(pid)]),
  );
  return text.split(/\s+/).flatMap(child => (child === "" ? [] : Number(child)));
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
