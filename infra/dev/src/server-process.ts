import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { rotateFullLog } from "./rotate-log.ts";

export interface Server {
  url: string;
  /** Its origin, for the operator. */
  source: string;
  /** Password, if it is not part of the URL. */
  password?: string;
  pid?: number;
  watch?: Watch;
  stop(): Promise<void>;
}

export interface Watch {
  /** Resolves when it ends, with the reason: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  /** Starts the server again with the same port and data, after it has ended. */
  restart(): Promise<Server>;
}

export interface ServerCommand {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  logFile: string;
  stopSignal: NodeJS.Signals;
}

const stopTimeoutMs = 10_000;
const startTimeoutMs = 20_000;
const pollMs = 20;

/**
 * Starts a server in its own process group, which Ctrl-C in the terminal does not reach, and waits until `answers` returns
 * true.
 *
 * @throws Error if it ends or does not answer in time; it is stopped then
 */
export async function startServerProcess(server: ServerCommand, answers: () => Promise<boolean>) {
  rotateFullLog(server.logFile);
  const log = openSync(server.logFile, "a");
  const { command, args, cwd, env } = server;
  const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const failure = new Promise<never>((_, reject) => child.once("error", reject));
  // Awaited below; a later failure has no handler.
  failure.catch(() => {});
  const stop = () => stopChild(child, server.stopSignal);
  try {
    await Promise.race([failure, untilAnswers(child, answers, server)]);
  } catch (err) {
    await stop();
    throw err;
  }
  child.unref();
  return { pid: child.pid as number, ended: untilEnded(child), stop };
}

async function untilAnswers(child: ChildProcess, answers: () => Promise<boolean>, { command, logFile }: ServerCommand) {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`${command} ended during its start; see ${logFile}`);
    if (await answers()) return;
    await sleep(pollMs);
  }
  throw new Error(`${command} did not answer within ${startTimeoutMs / 1_000} s; see ${logFile}`);
}

/** Resolves when a child has ended, with the reason: `SIGKILL`, `code 1`. */
export function untilEnded(child: ChildProcess): Promise<string> {
  const toWords = (code: number | null, signal: string | null) => signal ?? `code ${code}`;
  if (hasEnded(child)) return Promise.resolve(toWords(child.exitCode, child.signalCode));
  return new Promise(resolve => child.once("exit", (code, signal) => resolve(toWords(code, signal))));
}

/** Ends a child with the signal, or with SIGKILL if that takes longer than ten seconds. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise<void>(resolve => child.once("exit", () => resolve()));
  child.kill(signal);
  const force = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await ended;
  clearTimeout(force);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
