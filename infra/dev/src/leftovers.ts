import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./run-command.ts";

/** A process that must not outlive whoever started it. */
interface Noted {
  name: string;
  pid: number;
  /** Tells the process from a later one with the same number. */
  startedAt: string;
  stopSignal: NodeJS.Signals;
}

const stopTimeoutMs = 10_000;

/** Notes processes in a directory, so that whoever comes after a kill -9 can end them. */
export class Leftovers {
  readonly #file: string;
  readonly #noted: Noted[] = [];

  constructor(dir: string) {
    this.#file = join(dir, "processes.json");
  }

  async note(name: string, pid: number, stopSignal: NodeJS.Signals): Promise<void> {
    const startedAt = await findStart(pid);
    if (!startedAt) return;
    this.#noted.push({ name, pid, startedAt, stopSignal });
    await writeFile(this.#file, JSON.stringify(this.#noted));
  }

  /** Everything noted has been stopped properly. */
  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /** Those of an earlier run that are still alive. */
  async findAlive(): Promise<Noted[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "[]");
    const noted = JSON.parse(text) as Noted[];
    const alive = await Promise.all(noted.map(async process => (await findStart(process.pid)) === process.startedAt));
    return noted.filter((_, i) => alive[i]);
  }
}

/** Ends the processes and waits until they are gone; by force after ten seconds. */
export async function endAll(processes: readonly Noted[]): Promise<void> {
  for (const { pid, stopSignal } of processes) process.kill(pid, stopSignal);
  const deadline = Date.now() + stopTimeoutMs;
  for (const { pid, startedAt } of processes) {
    while ((await findStart(pid)) === startedAt) {
      if (Date.now() > deadline) process.kill(pid, "SIGKILL");
      await sleep(20);
    }
  }
}

/** When the process was started, to the second; undefined when there is none, or nobody can tell. */
async function findStart(pid: number): Promise<string | undefined> {
  const started = await runCommand("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => "");
  return started.trim() || undefined;
}
