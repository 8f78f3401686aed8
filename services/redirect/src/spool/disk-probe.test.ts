import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { takesFiles } from "./disk-probe.ts";

test("takesFiles tries with a file, and leaves none", async () => {
  const directory = await mkdtemp(join(tmpdir(), "shunt-probe-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "file");
  await writeFile(file, "");

  expect(await takesFiles(directory)).toBe(true);
  expect(await readdir(directory)).toEqual(["file"]);
  expect(await takesFiles(file)).toBe(false);
  expect(await takesFiles(join(directory, "missing"))).toBe(false);
});
