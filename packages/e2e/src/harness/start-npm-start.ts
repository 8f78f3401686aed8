import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { compileCache, freePort, releasePort } from "@shunt/dev";
import { toolsDir, waitFor } from "@shunt/testing";

const entry = resolve(import.meta.dirname, "../../../../infra/dev/src/testing/start-in.ts");
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const startMs = 120_000;

export type Part = "redirect" | "management" | "worker" | "postgres" | "redis";

/** A running `npm start` with its data in a directory of the test. */
export interface NpmStart {
  /** The variables that `npm start` writes for `shunt`. */
  env: Record<string, string>;
  output(): string;
  pidOf(part: Part): Promise<number>;
  children(): Promise<number[]>;
  /** Sends SIGINT, as Ctrl-C does. Returns the exit code. */
  stop(): Promise<number | null>;
}

/** Resolves once it prints that everything runs. @throws Error with its output if it ends before */
export async function startNpmStart(data: string, env: Record<string, string> = {}): Promise<NpmStart> {
  await suggestPorts(data);
  const args = ["--conditions=@shunt/source", entry, data, toolsDir];
  const child = spawn(process.execPath, args, {
    env: { ...compileCache, PATH: path, RATE_LIMIT_CREATE: "0", ...env },
    // It stops when the other end of the channel is gone, also after a kill -9 of the test run.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
  const ended = new Promise<number | null>(done => child.once("exit", done));
  await waitFor(
    () => {
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${printed}`);
      return printed.includes("Shunt runs");
    },
    { timeoutMs: startMs, what: "npm start to run" },
  );
  const { pid = 0 } = child;
  return {
    env: parseEnv(await readFile(join(data, "env"), "utf8")) as Record<string, string>,
    output: () => printed,
    pidOf: part => findPid(pid, part),
    children: () => findChildren(pid),
    async stop() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/**
 * Saves free ports as those of the last start, so that a test leaves the default ports to others. `npm start` replaces one
 * that another program takes first.
 */
async function suggestPorts(data: string): Promise<void> {
  const names = ["REDIRECT_PORT", "MANAGEMENT_PORT", "REDIRECT_OPS_PORT", "MANAGEMENT_OPS_PORT", "WORKER_OPS_PORT"];
  const ports = await Promise.all(names.map(async name => [name, await freePort()] as const));
  await mkdir(data, { recursive: true });
  await writeFile(join(data, "ports.json"), JSON.stringify(Object.fromEntries(ports)), { mode: 0o600 });
  for (const [, port] of ports) releasePort(port);
}

const signs: Record<Part, RegExp> = {
  redirect: /services\/redirect\/src\/main/,
  management: /services\/management\/src\/main/,
  worker: /services\/worker\/src\/main/,
  postgres: /bin\/postgres\0/,
  redis: /(redis|valkey)-server/,
};

async function findPid(parent: number, part: Part): Promise<number> {
  for (const pid of await findChildren(parent)) if (signs[part].test(await readCommand(pid))) return pid;
  throw new Error(`no ${part} runs`);
}

async function findChildren(parent: number): Promise<number[]> {
  const stats = await Promise.all(
    (await readdir("/proc")).filter(name => /^\d+$/.test(name)).map(async pid => [pid, await readStat(pid)] as const),
  );
  return stats.flatMap(([pid, [state, ppid]]) => (Number(ppid) === parent && state !== "Z" ? Number(pid) : []));
}

/** State and parent pid, read after the name, which may contain spaces (proc_pid_stat(5)). Empty for an ended process. */
async function readStat(pid: string): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

async function readCommand(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}
