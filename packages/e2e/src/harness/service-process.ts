import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { compileCache } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { bundle, bundleEnv } from "./bundle.ts";

export interface ServiceOptions {
  name: string;
  env: Record<string, string>;
  opsPort: number;
  /** Sources of another version; default: this checkout. */
  root?: string | undefined;
  /** Command line that wraps its own, such as one that limits its disk. */
  prefix?: readonly string[];
  /** Records a process that a killed run may leave behind, such as a frozen one. */
  record?: (pid: number) => Promise<void>;
}

/** A service in a process that a test can stop, kill or freeze. */
export class ServiceProcess {
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #log = "";

  constructor(options: ServiceOptions) {
    this.#options = { ...options, env: { ...options.env } };
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get log(): string {
    return this.#log;
  }

  /** Changes variables of its environment from the next start on. */
  configure(env: Record<string, string>): void {
    Object.assign(this.#options.env, env);
  }

  async start(): Promise<void> {
    const { name, env, root, prefix = [], record } = this.#options;
    const program = await findProgram(name, root);
    const [command = "", ...args] = [...prefix, process.execPath, ...program.args];
    const child = spawn(command, args, {
      env: { ...program.env, ...env },
      // A service stops by itself when the other end of the channel is gone, also after a kill -9 of the test run.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#log += chunk;
      });
    }
    if (child.pid !== undefined) await record?.(child.pid);
    await waitFor(() => this.#isReady(), {
      // Loading takes a second, and more attempts would slow it down.
      pollMs: 100,
      what: `${name} to be ready`,
    });
  }

  /** Sends a signal and waits for the process to end. Returns the exit code. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.isRunning) return child?.exitCode ?? null;
    const ended = new Promise<number | null>(done => child.once("exit", done));
    child.kill(signal);
    return ended;
  }

  /** Suspends it with its connections and locks (SIGSTOP). */
  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  /** The sum of a metric over all series with the given labels; NaN without any, as a scrape leaves out what it could not read. */
  async metric(name: string, labels: Record<string, string> = {}): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.#options.opsPort}/metrics`).catch((cause: unknown) => {
      throw new Error(`${this.#options.name} serves no metrics:\n${this.#log.slice(-3_000)}`, { cause });
    });
    const text = await answer.text();
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const lines = text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, "gm"));
    const series = [...lines].filter(([, own = ""]) => wanted.every(label => own.includes(label)));
    if (series.length === 0) return Number.NaN;
    return series.reduce((sum, [, , value]) => sum + Number(value), 0);
  }

  async isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.#options.opsPort}/readyz`).then(
      answer => answer.ok,
      () => false,
    );
  }

  async #isReady(): Promise<boolean> {
    if (!this.isRunning) throw new Error(`${this.#options.name} ended:\n${this.#log}`);
    return this.isReady();
  }
}

/** Another version starts from its sources, this one from a bundle. Returns arguments and environment for Node. */
async function findProgram(name: string, root: string | undefined) {
  if (root === undefined) return { args: [await bundle(`services/${name}/src/main.ts`)], env: bundleEnv };
  return { args: ["--conditions=@shunt/source", resolve(root, "services", name, "src/main.ts")], env: compileCache };
}
