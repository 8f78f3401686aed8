import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchLockFile } from "./lock-file.ts";

/** Content of `postmaster.pid`: pid, data directory, start time, port, socket directory, address, shared memory, state. */
const lockFile = (pid: number, state: string) => `${pid}\n/data\n1795888000\n55432\n\n127.0.0.1\n  123  0\n${state}\n`;

async function aDataDirectory(leftBehind?: string) {
  const dir = await mkdtemp(join(tmpdir(), "shunt-postgres-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const write = (text: string) => writeFile(join(dir, "postmaster.pid"), text);
  if (leftBehind) await write(leftBehind);
  return { dir, write };
}

test("isReady is true once the server of the data directory reports ready", async () => {
  const { dir, write } = await aDataDirectory();
  const { isReady } = await watchLockFile(dir);
  const states: boolean[] = [await isReady()];

  for (const state of ["starting", "ready   "]) {
    await write(lockFile(1, state));
    states.push(await isReady());
  }

  expect(states).toEqual([false, false, true]);
});

test("isReady is false for the file of a server that was killed", async () => {
  const { dir, write } = await aDataDirectory(lockFile(1, "ready   "));
  const { isReady } = await watchLockFile(dir);
  const before = await isReady();

  await write(lockFile(2, "ready   "));

  expect([before, await isReady()]).toEqual([false, true]);
});
