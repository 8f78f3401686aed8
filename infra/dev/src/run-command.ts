import { spawn } from "node:child_process";

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  /** Standard input; default: empty. */
  input?: string;
  /** Ends the command. */
  signal?: AbortSignal | undefined;
}

const defaultTimeoutMs = 240_000;

/**
 * Runs a command to its end and returns its standard output.
 *
 * @throws Error with the end of its output if it fails, is missing, or exceeds the time-out (default: four minutes, as a busy machine takes one to compile something).
 */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe",
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    ...(options.signal && { signal: options.signal }),
  });
  // A program that does not read its input may end before it is written; its exit code is what counts.
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

/** Path of a command on PATH, or undefined. */
export async function findOnPath(command: string): Promise<string | undefined> {
  const path = await runCommand("/bin/sh", ["-c", `command -v ${command}`]).catch(() => "");
  return path.trim() || undefined;
}
