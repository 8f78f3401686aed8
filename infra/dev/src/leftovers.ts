import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./run-command.ts";

/** A process that must not outlive whoever started it. */
export interface Noted {
  name: string;
  pid: number;
  /** Tells the process from a later one with the same number. */
  startedAt: string;
  stopSignal: NodeJS.Signals;
}

const starter = "starter";
const stopTimeoutMs = 10_000;

/** Notes processes in a directory, so that whoever comes after a kill -9 can end them. */
export class Leftovers {
  readonly #file: string;
  readonly #noted: Noted[] = [];

  constructor(dir: string) {
    this.#file = join(dir, "processes.json");
  }

  /** Notes this process as the one that the others belong to. */
  async noteStarter(): Promise<void> {
    await this.note(starter, process.pid, "SIGTERM");
  }

  async note(name: string, pid: number, stopSignal: NodeJS.Signals): Promise<void> {
    const startedAt = await findStart(pid);
    if (!startedAt) return;
    this.#noted.push({ name, pid, startedAt, stopSignal });
    // Whole or not at all, whenever this process dies.
    await writeFile(`${this.#file}.new`, JSON.stringify(this.#noted));
    await rename(`${this.#file}.new`, this.#file);
  }

  /** Everything that was noted has been stopped properly. */
  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /**
   * Ends what an earlier run left behind. While the one that started it is alive nothing is touched, and that one is
   * returned.
   */
  async reap(): Promise<Noted | undefined> {
    const alive = await this.#findAlive();
    const owner = alive.find(({ name }) => name === starter);
    if (!owner) await endAll(alive);
    return owner;
  }

  async #findAlive(): Promise<Noted[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "[]");
    const noted = JSON.parse(text) as Noted[];
    const alive = await Promise.all(noted.map(isAlive));
    return noted.filter((_, i) => alive[i]);
  }
}

/** Ends the processes and waits until they are gone; by force after ten seconds. */
async function endAll(processes: readonly Noted[]): Promise<void> {
  for (const { pid, stopSignal } of processes) signal(pid, stopSignal);
  const deadline = Date.now() + stopTimeoutMs;
  for (const noted of processes) {
    while (await isAlive(noted)) {
      if (Date.now() > deadline) signal(noted.pid, "SIGKILL");
      await sleep(20);
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (err) {
    // It ended in the meantime.
    if ((err as NodeJS.ErrnoException).code !== "ESRCH") throw err;
  }
}

async function isAlive({ pid, startedAt }: Noted): Promise<boolean> {
  return (await findStart(pid)) === startedAt;
}

/** When the process was started, in whatever unit the system has; undefined when there is none. */
async function findStart(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") return findStartInProc(pid);
  const started = await runCommand("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => "");
  return started.trim() || undefined;
}

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)), counted behind the name, which may hold blanks. */
async function findStartInProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended; its parent has not looked yet.
  return state === "Z" ? undefined : fields[18];
}
