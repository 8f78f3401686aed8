import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cores } from "./cores.ts";
import { processorTime } from "./processor-time.ts";

export interface SubjectSpec {
  name: string;
  /** Built JavaScript, as deployments run it. */
  entry: string;
  env: Record<string, string>;
  /** URL that answers with any status once the server is ready. */
  readyUrl: string;
}

export interface Subject {
  /** Processor time used so far (ms); undefined without /proc. */
  cpuMs(): number | undefined;
  /** Resident memory in bytes; undefined without /proc. */
  rssBytes(): number | undefined;
  stop(): Promise<void>;
}

const readyTimeoutMs = 30_000;
const stopTimeoutMs = 15_000;

/** Starts a server on the measured core and waits until it answers. @throws Error with its output if it does not */
export async function startSubject({ name, entry, env, readyUrl }: SubjectSpec, cores: Cores): Promise<Subject> {
  const [command = "", ...args] = [...cores.measured, process.execPath, entry];
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed = (printed + chunk).slice(-5_000);
    });
  }
  const ended = new Promise<void>(resolve => child.once("exit", () => resolve()));
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady(readyUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not start:\n${printed}`);
    await sleep(50);
  }
  return {
    cpuMs: () => processorTime(child.pid),
    rssBytes() {
      const kilobytes = readProc(`/proc/${child.pid}/status`)?.match(/^VmRSS:\s+(\d+)/m)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    },
    async stop() {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
      await ended;
      clearTimeout(force);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url, { redirect: "manual" }).then(
    answer => answer.status !== 503,
    () => false,
  );
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
