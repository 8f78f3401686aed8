import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "./run-command.ts";

const root = resolve(import.meta.dirname, "../../..");

test("npm install leaves package-lock.json as it is", async () => {
  const dir = await mkdtemp(join(tmpdir(), "shunt-npm-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const name of ["package.json", "package-lock.json"]) await copyFile(join(root, name), join(dir, name));

  await runCommand("npm", ["install", "--package-lock-only", "--offline", "--no-audit", "--ignore-scripts"], {
    cwd: dir,
  });

  const read = (from: string) => readFile(join(from, "package-lock.json"), "utf8");
  expect(await read(dir)).toBe(await read(root));
});
