import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { rotateLog } from "./rotate-log.ts";

const large = 11 * 1_048_576;

async function aDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-logs-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("rotateLog leaves a small log and a missing one as they are", async () => {
  const dir = await aDirectory();
  await writeFile(join(dir, "worker.log"), "the reason of a crash\n");

  rotateLog(join(dir, "worker.log"));
  rotateLog(join(dir, "missing.log"));

  expect(await readdir(dir)).toEqual(["worker.log"]);
});

test("rotateLog renames large logs and keeps three", async () => {
  const dir = await aDirectory();
  for (const run of ["1", "2", "3", "4", "5"]) {
    await writeFile(join(dir, "worker.log"), run);
    await truncate(join(dir, "worker.log"), large);
    rotateLog(join(dir, "worker.log"));
  }

  const names = (await readdir(dir)).sort();
  const runs = await Promise.all(names.map(async name => (await readFile(join(dir, name))).subarray(0, 1).toString()));

  expect(names).toEqual(["worker.log.1", "worker.log.2", "worker.log.3"]);
  expect(runs).toEqual(["5", "4", "3"]);
});
