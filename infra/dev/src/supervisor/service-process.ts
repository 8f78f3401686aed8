import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopChild, untilEnded } from "../server-process.ts";
import { rotateLog, toSize } from "./rotate-log.ts";

export interface ServiceProcess {
  /** Size of its log file before it started (bytes). */
  logOffset: number;
  /** Resolves when it ends, with the reason: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ServiceSpec {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  logDir: string;
}

const pollMs = 25;
const readyTimeoutMs = 60_000;

/**
 * Starts a service with its output in a log file. It stops by itself when its IPC channel closes, and has its own process
 * group, so that Ctrl-C in the terminal reaches only this process.
 */
export function startService({ name, entry, env, logDir }: ServiceSpec): ServiceProcess {
  const logFile = toLogFile(logDir, name);
  rotateLog(logFile);
  const logOffset = toSize(logFile);
  const child = spawnLogged(entry, env, logFile);
  return { logOffset, ended: untilEnded(child), stop: () => stopChild(child, "SIGTERM") };
}

/** @throws Error with the reason and the end of the log, once the service has ended */
export async function failWhenEnded(
  { ended, logOffset }: ServiceProcess,
  { name, logDir }: ServiceSpec,
): Promise<never> {
  throw new Error(`${name} ended with ${await ended}:\n${readEnd(toLogFile(logDir, name), logOffset)}`);
}

/** Runs a command of a service to its end. @throws Error with the end of its log if it fails */
export async function runToEnd({ name, entry, env, logDir }: ServiceSpec): Promise<void> {
  const logFile = toLogFile(logDir, name);
  rotateLog(logFile);
  const logOffset = toSize(logFile);
  const child = spawnLogged(entry, env, logFile);
  const code = await new Promise(resolve => child.once("exit", resolve));
  if (code !== 0) throw new Error(`${name} failed:\n${readEnd(logFile, logOffset)}`);
}

/**
 * Waits until the service reports ready on its ops port.
 *
 * @throws Error after a minute, or the signal's reason once it aborts
 */
export async function untilReady(opsPort: number, stopping: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady(opsPort))) {
    stopping.throwIfAborted();
    if (Date.now() > deadline)
      throw new Error(
        `a service is not ready after ${readyTimeoutMs / 1_000} s; see http://localhost:${opsPort}/readyz`,
      );
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
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, ["--conditions=@shunt/source", entry], {
    env,
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  return child;
}

function toLogFile(logDir: string, name: string): string {
  return join(logDir, `${name}.log`);
}

/** The last lines of a log after the offset (bytes). */
function readEnd(logFile: string, offset: number): string {
  return readFileSync(logFile).subarray(offset).toString().trimEnd().split("\n").slice(-15).join("\n");
}
