import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { appendToLog, rotateFullLog } from "./rotate-log.ts";

const full = 10 * 1_048_576;

async function aDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-logs-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("appendToLog creates a log and continues a small one", async () => {
  const log = join(await aDirectory(), "worker.log");

  appendToLog(log, Buffer.from("the reason of a crash\n"));
  appendToLog(log, Buffer.from("the next start\n"));

  expect(await readFile(log, "utf8")).toBe("the reason of a crash\nthe next start\n");
});

test("appendToLog begins a new log at the end of a line, and loses and splits no line", async () => {
  const dir = await aDirectory();
  const log = join(dir, "worker.log");
  const line = (i: number) => `{"line":${i},"text":"${"x".repeat(1_000)}"}\n`;
  const written = Array.from({ length: 30_000 }, (_, i) => line(i)).join("");

  // Not a divisor of anything: chunks end within lines.
  const chunk = 61_357;
  const output = Buffer.from(written);
  for (let from = 0; from < output.length; from += chunk) appendToLog(log, output.subarray(from, from + chunk));

  const names = (await readdir(dir)).sort().reverse();
  const logs = await Promise.all(names.map(name => readFile(join(dir, name), "utf8")));
  expect(names).toEqual(["worker.log.2", "worker.log.1", "worker.log"]);
  expect(logs.join("") === written).toBe(true);
  expect(logs.filter(text => !text.endsWith("}\n"))).toEqual([]);
  expect(logs.filter(({ length }) => length > full + line(0).length)).toEqual([]);
});

test("appendToLog keeps three full logs besides the current one", async () => {
  const dir = await aDirectory();
  const log = join(dir, "worker.log");
  for (const run of ["1", "2", "3", "4", "5"]) {
    await writeFile(log, run);
    await truncate(log, full);
    appendToLog(log, Buffer.from("\nnext\n"));
  }

  const names = (await readdir(dir)).sort();
  const starts = await Promise.all(
    names.map(async name => (await readFile(join(dir, name))).subarray(0, 1).toString()),
  );

  expect(names).toEqual(["worker.log", "worker.log.1", "worker.log.2", "worker.log.3"]);
  expect(starts).toEqual(["n", "5", "4", "3"]);
});

test("rotateFullLog leaves a small log and a missing one as they are, and renames a full one", async () => {
  const dir = await aDirectory();
  for (const name of ["small", "full"]) await writeFile(join(dir, name), name);
  await truncate(join(dir, "full"), full + 1);

  for (const name of ["small", "full", "missing"]) rotateFullLog(join(dir, name));

  expect((await readdir(dir)).sort()).toEqual(["full.1", "small"]);
});
