import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { appendToLog } from "../rotate-log.ts";
import { stopChild, untilEnded } from "../server-process.ts";

export interface ServiceProcess {
  /** Resolves when it ends, with the reason: `SIGKILL`, `code 1`. */
  ended: Promise<string>;
  /** Resolves with the end of its output once it has ended. */
  lastLines: Promise<string>;
  /** Resolves with the first message that it sends to this process. */
  message: Promise<unknown>;
  stop(): Promise<void>;
}

export interface ServiceSpec {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  logDir: string;
  /** Prints a line for the operator. */
  print: (line: string) => void;
}

const pollMs = 25;
const readyTimeoutMs = 60_000;
/** Time for the rest of the output after the end of a service. */
const outputTimeoutMs = 1_000;
const keptCharacters = 16_384;
const shownLines = 15;

/**
 * Starts a service with its output in a log file. It stops by itself when its IPC channel closes, and has its own process
 * group, so that Ctrl-C in the terminal reaches only this process.
 */
export function startService(spec: ServiceSpec): ServiceProcess {
  const child = spawn(process.execPath, ["--conditions=@shunt/source", spec.entry], {
    env: spec.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = untilEnded(child);
  const lastLines = logOutput([child.stdout, child.stderr], ended, spec);
  const message = new Promise<unknown>(resolve => child.once("message", resolve));
  const stop = async () => {
    await stopChild(child, "SIGTERM");
    await lastLines;
  };
  return { ended, lastLines, message, stop };
}

/** @throws Error with the reason and the end of the output, once the service has ended */
export async function failWhenEnded({ ended, lastLines }: ServiceProcess, { name }: ServiceSpec): Promise<never> {
  throw new Error(`${name} ended with ${await ended}:\n${await lastLines}`);
}

/** Runs a command of a service to its end. @throws Error with the end of its output if it fails */
export async function runToEnd(spec: ServiceSpec): Promise<void> {
  const { ended, lastLines } = startService(spec);
  if ((await ended) !== "code 0") throw new Error(`${spec.name} failed:\n${await lastLines}`);
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

/**
 * Appends the output of a service to its log, through this process, because a full log is renamed while the service runs.
 * Resolves with the last lines once the service has ended and all its output is in the log.
 */
async function logOutput(
  streams: readonly (Readable | null)[],
  ended: Promise<string>,
  { name, logDir, print }: ServiceSpec,
): Promise<string> {
  const logFile = join(logDir, `${name}.log`);
  let last = "";
  let isRefused = false;
  const append = (output: Buffer) => {
    last = `${last}${output}`.slice(-keptCharacters);
    try {
      appendToLog(logFile, output);
      isRefused = false;
    } catch (err) {
      // For instance a full disk, which the services survive. Printed once.
      if (!isRefused) print(`${name}: cannot write to its log: ${(err as Error).message}`);
      isRefused = true;
    }
  };
  const read = Promise.allSettled(streams.map(stream => stream && finished(stream.on("data", append))));
  await ended;
  // A frozen process of a killed service could keep its output open.
  await Promise.race([read, sleep(outputTimeoutMs, undefined, { ref: false })]);
  return last.trimEnd().split("\n").slice(-shownLines).join("\n");
}
