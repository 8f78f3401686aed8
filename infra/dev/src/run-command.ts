import { spawn } from "node:child_process";

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  /** What it reads on standard input; nothing by default. */
  input?: string;
}

/**
 * Runs a command to its end and returns its standard output.
 *
 * @throws Error with the end of what it printed when it fails, is missing, or takes longer than the timeout (a minute).
 */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe",
    timeout: options.timeoutMs ?? 60_000,
  });
  // A program that does not read its input may be gone before it is written; how it ends tells enough.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  let stdout = "";
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk;
    printed += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.on("error", reject);
  child.on("close", (code, signal) => {
    if (code === 0) return resolve(stdout);
    reject(new Error(`${command} ended with ${code ?? signal}: ${printed.trim().slice(-500)}`));
  });
  return promise;
}

/** Where a command is on PATH, or undefined. */
export async function findOnPath(command: string): Promise<string | undefined> {
  const path = await runCommand("/bin/sh", ["-c", `command -v ${command}`]).catch(() => "");
  return path.trim() || undefined;
}
