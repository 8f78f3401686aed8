import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Leftovers } from "./leftovers.ts";

async function aDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-leftovers-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function aProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const ended = new Promise<NodeJS.Signals | null>(resolve => child.once("exit", (_code, signal) => resolve(signal)));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { pid: child.pid ?? 0, ended };
}

test("reap ends processes of an earlier run with their signal", async () => {
  const dir = await aDirectory();
  const { pid, ended } = aProcess();
  await new Leftovers(dir).record("server", pid, "SIGINT");

  expect(await new Leftovers(dir).reap()).toBeUndefined();

  expect(await ended).toBe("SIGINT");
});

test("reap ends every process of several recorded at the same time", async () => {
  const dir = await aDirectory();
  const processes = Array.from({ length: 5 }, aProcess);
  const leftovers = new Leftovers(dir);
  await Promise.all(processes.map(({ pid }) => leftovers.record("server", pid, "SIGKILL")));

  await new Leftovers(dir).reap();

  expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual(processes.map(() => "SIGKILL"));
});

test("reap ends nothing while the starter is alive, and returns it", async () => {
  const dir = await aDirectory();
  const { pid } = aProcess();
  const leftovers = new Leftovers(dir);
  await leftovers.recordStarter();
  await leftovers.record("server", pid, "SIGKILL");

  const owner = await new Leftovers(dir).reap();

  expect(owner?.pid).toBe(process.pid);
  expect(process.kill(pid, 0)).toBe(true);
});

test("reap leaves alone a new process with a reused pid", async () => {
  const dir = await aDirectory();
  const { pid } = aProcess();
  await new Leftovers(dir).record("server", pid, "SIGKILL");
  const file = join(dir, "processes.json");
  await writeFile(file, (await readFile(file, "utf8")).replace(/"startedAt":"\d+"/, '"startedAt":"1"'));

  await new Leftovers(dir).reap();

  expect(process.kill(pid, 0)).toBe(true);
});
