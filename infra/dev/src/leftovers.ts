import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcessStart } from "./process-start.ts";

/** A process that must not outlive the process that started it. */
export interface Recorded {
  name: string;
  pid: number;
  /** Distinguishes the process from a later one with the same pid. */
  startedAt: string;
  stopSignal: NodeJS.Signals;
}

const starter = "starter";
const stopTimeoutMs = 10_000;

/** Records processes in a directory, so that the next run can end them after a kill -9. */
export class Leftovers {
  readonly #file: string;
  readonly #recorded: Recorded[] = [];
  #saved = Promise.resolve();

  constructor(dir: string) {
    this.#file = join(dir, "processes.json");
  }

  async recordStarter(): Promise<void> {
    await this.record(starter, process.pid, "SIGTERM");
  }

  async record(name: string, pid: number, stopSignal: NodeJS.Signals): Promise<void> {
    const startedAt = await findProcessStart(pid);
    if (!startedAt) return;
    this.#recorded.push({ name, pid, startedAt, stopSignal });
    // One after the other, because processes that start at the same time share the file.
    this.#saved = this.#saved.then(() => this.#save());
    await this.#saved;
  }

  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /**
   * Ends the processes that an earlier run left behind. If the process that started them is still alive, returns it and
   * ends none.
   */
  async reap(): Promise<Recorded | undefined> {
    const alive = await this.#findAlive();
    const owner = alive.find(({ name }) => name === starter);
    if (!owner) await endAll(alive);
    return owner;
  }

  /** Atomic, so that the file is complete whenever this process dies. */
  async #save(): Promise<void> {
    await writeFile(`${this.#file}.new`, JSON.stringify(this.#recorded));
    await rename(`${this.#file}.new`, this.#file);
  }

  async #findAlive(): Promise<Recorded[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "[]");
    const recorded = JSON.parse(text) as Recorded[];
    const alive = await Promise.all(recorded.map(isAlive));
    return recorded.filter((_, i) => alive[i]);
  }
}

/** Ends the processes and waits for them; kills them after ten seconds. */
async function endAll(processes: readonly Recorded[]): Promise<void> {
  for (const { pid, stopSignal } of processes) signal(pid, stopSignal);
  const deadline = Date.now() + stopTimeoutMs;
  for (const recorded of processes) {
    while (await isAlive(recorded)) {
      if (Date.now() > deadline) signal(recorded.pid, "SIGKILL");
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

async function isAlive({ pid, startedAt }: Recorded): Promise<boolean> {
  return (await findProcessStart(pid)) === startedAt;
}
