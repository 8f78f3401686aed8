import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Something that answers on a URL, and how it came to be there. */
export interface Server {
  url: string;
  /** In words, for the operator. */
  rung: string;
  /** What it asks for, where that is not part of the URL. */
  password?: string;
  /** The process that was started for it, if any. */
  pid?: number;
  watch?: Watch;
  stop(): Promise<void>;
}

/** How to keep the process of a server running. */
export interface Watch {
  /** Resolves when it ends, with how: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  /** Starts the same server on the same port and data, once this one has ended. */
  restart(): Promise<Server>;
}

export interface ServerCommand {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** File that takes what it prints. */
  logFile: string;
  /** What ends it cleanly. */
  stopSignal: NodeJS.Signals;
}

const stopTimeoutMs = 10_000;
const startTimeoutMs = 20_000;
const pollMs = 20;

/**
 * Starts a server in a process group of its own, so that Ctrl-C in the terminal does not reach it, and waits until
 * `answers` holds.
 *
 * @throws Error when it ends before or never answers; it is stopped then.
 */
export async function startServerProcess(server: ServerCommand, answers: () => Promise<boolean>) {
  const log = openSync(server.logFile, "a");
  const { command, args, cwd, env } = server;
  const child = spawn(command, args, { cwd, env: env ?? process.env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const failure = new Promise<never>((_, reject) => child.once("error", reject));
  // Whoever waits below gets it; afterwards nobody does.
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
    if (hasEnded(child)) throw new Error(`${command} ended at once; see ${logFile}`);
    if (await answers()) return;
    await sleep(pollMs);
  }
  throw new Error(`${command} did not answer within ${startTimeoutMs / 1_000} s; see ${logFile}`);
}

/** Resolves when a child ends, with how: `SIGKILL`, `code 1`. */
export function untilEnded(child: ChildProcess): Promise<string> {
  const toWords = (code: number | null, signal: string | null) => signal ?? `code ${code}`;
  if (hasEnded(child)) return Promise.resolve(toWords(child.exitCode, child.signalCode));
  return new Promise(resolve => child.once("exit", (code, signal) => resolve(toWords(code, signal))));
}

/** Ends a child by the signal, or by force when that takes too long. */
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
