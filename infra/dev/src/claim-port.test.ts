import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claimPort, releasePort } from "./claim-port.ts";
import { freePort } from "./ports.ts";
import { findProcessStart } from "./process-start.ts";
import { runCommand } from "./run-command.ts";

/** A free port and the file of its claim. */
async function aPort() {
  const port = await freePort();
  const file = join(tmpdir(), `shunt-port-${port}`);
  onTestFinished(() => rm(file, { recursive: true, force: true }));
  return { port, file };
}

/** No process has it: it is above the highest pid of Linux and macOS. */
const deadPid = 4_194_305;

test.each<[string, (file: string) => Promise<unknown>]>([
  ["nothing", async () => {}],
  ["a claim of a process that has ended", file => writeFile(file, `${deadPid} 12345`)],
  ["a claim of an ended process without its start", file => writeFile(file, `${deadPid} undefined`)],
  ["a claim of a process whose pid this one has now", file => writeFile(file, `${process.pid} 1`)],
  ["a claim without a number", file => writeFile(file, "NaN undefined")],
  ["an empty file", file => writeFile(file, "")],
  ["a file that is too long for a claim", file => writeFile(file, "1".repeat(1_000))],
  ["a pipe that has no writer", file => runCommand("mkfifo", [file])],
  ["a link to an endless file", file => symlink("/dev/zero", file)],
  ["a link to a file that does not exist", file => symlink("/nonexistent", file)],
])("claimPort replaces %s", async (_what, create) => {
  const { port, file } = await aPort();
  await create(file);

  expect(await claimPort(port)).toBe(true);

  expect(await readFile(file, "utf8")).toBe(`${process.pid} ${await findProcessStart(process.pid)}`);
  await releasePort(port);
  expect(await claimPort(port)).toBe(true);
});

test("claimPort does not follow a link to a claim of a live process, or change its target", async () => {
  const [{ port, file }, other] = [await aPort(), await aPort()];
  await claimPort(other.port);
  const before = await readFile(other.file, "utf8");
  await symlink(other.file, file);

  expect(await claimPort(port)).toBe(true);
  expect(await readFile(other.file, "utf8")).toBe(before);
});

test("claimPort refuses a port that a live process has claimed, or with a directory in place of the claim", async () => {
  const [claimed, blocked] = [await aPort(), await aPort()];
  await claimPort(claimed.port);
  await mkdir(blocked.file);

  expect(await claimPort(claimed.port)).toBe(false);
  expect(await claimPort(blocked.port)).toBe(false);
});

test("claimPort refuses a port in use and leaves no claim", async () => {
  const { port, file } = await aPort();
  const server = createServer();
  await new Promise<void>(resolve => server.listen(port, resolve));
  onTestFinished(() => void server.close());

  expect(await claimPort(port)).toBe(false);
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("one of several starts at the same time replaces the claim of an ended process", async () => {
  const { port, file } = await aPort();
  await writeFile(file, `${deadPid} 12345`);

  const claims = await Promise.all(Array.from({ length: 20 }, () => claimPort(port)));

  expect(claims.filter(Boolean)).toEqual([true]);
});
