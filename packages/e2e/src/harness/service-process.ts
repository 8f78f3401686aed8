import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { waitFor } from "@shunt/testing";

const root = resolve(import.meta.dirname, "../../../..");

/** A service as a process of its own, which a test may end in any way. */
export class ServiceProcess {
  readonly #name: string;
  readonly #env: Record<string, string>;
  readonly #opsUrl: string;
  #child: ChildProcess | undefined;
  #log = "";

  constructor(name: string, env: Record<string, string>, opsPort: number) {
    this.#name = name;
    this.#env = env;
    this.#opsUrl = `http://127.0.0.1:${opsPort}`;
  }

  /** Starts it and waits until it says that it is ready. */
  async start(): Promise<void> {
    const entry = resolve(root, "services", this.#name, "src/main.ts");
    const child = spawn(process.execPath, ["--conditions=@shunt/source", entry], {
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.#log += chunk;
      });
    }
    await waitFor(() => this.#isReady(child), { timeoutMs: 20_000, what: `${this.#name} to be ready` });
  }

  /** Sends a signal and waits for the end. Returns the exit code. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>(done => child.once("exit", done));
    child.kill(signal);
    return ended;
  }

  /** The value of a metric without labels, or the sum over its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.#opsUrl}/metrics`)).text();
    const values = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, "gm"));
    return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  async #isReady(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) throw new Error(`${this.#name} ended:\n${this.#log}`);
    return fetch(`${this.#opsUrl}/readyz`).then(
      answer => answer.ok,
      () => false,
    );
  }
}
