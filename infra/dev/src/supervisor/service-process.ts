import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopChild } from "../server-process.ts";

export interface ServiceProcess {
  name: string;
  /** Rejects with the end of its log when the service ends without having been asked to. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

export interface ServiceSpec {
  name: string;
  /** TypeScript file. */
  entry: string;
  env: NodeJS.ProcessEnv;
  logDir: string;
}

const pollMs = 25;
const readyTimeoutMs = 60_000;

/**
 * Starts a service with its output in a log file. It has an IPC channel, on whose end it stops by itself, and a process
 * group of its own, so that Ctrl-C in the terminal reaches this process alone.
 */
export function startService({ name, entry, env, logDir }: ServiceSpec): ServiceProcess {
  const logFile = join(logDir, `${name}.log`);
  const child = spawnLogged(entry, env, logFile);
  let isStopping = false;
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code, signal) => {
      if (!isStopping) reject(new Error(`${name} ended with ${code ?? signal}:\n${tail(logFile)}`));
    });
  });
  // Whoever races against it hears of it.
  ended.catch(() => {});
  return {
    name,
    ended,
    stop() {
      isStopping = true;
      return stopChild(child, "SIGTERM");
    },
  };
}

/** Runs a command of a service to its end. @throws Error with the end of its log when it fails. */
export async function runToEnd({ name, entry, env, logDir }: ServiceSpec): Promise<void> {
  const logFile = join(logDir, `${name}.log`);
  const child = spawnLogged(entry, env, logFile);
  const code = await new Promise(resolve => child.once("exit", resolve));
  if (code !== 0) throw new Error(`${name} failed:\n${tail(logFile)}`);
}

/**
 * Waits until the service says on its ops port that it can do its work.
 *
 * @throws Error after a minute, or the signal's reason once it aborts.
 */
export async function untilReady(opsPort: number, stopping: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady(opsPort))) {
    stopping.throwIfAborted();
    if (Date.now() > deadline) throw new Error(`a service is not ready; see http://localhost:${opsPort}/readyz`);
    await sleep(pollMs);
  }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    answer => answer.ok,
    () => false,
  );
}

function spawnLogged(entry: string, env: NodeJS.ProcessEnv, logFile: string): ChildProcess {
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, ["--conditions=@shunt/source", entry], {
    env,
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  return child;
}

function tail(logFile: string): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n");
}
