import { mkdir, mkdtemp, readdir, rm, symlink, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { deleteUnusedBuilds } from "./delete-unused-builds.ts";

test("builds unused for a week are deleted, others stay, and one that another process has moved is left out", async () => {
  const directory = await mkdtemp(join(tmpdir(), "shunt-builds-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  // In the list, but not there, as a build that was renamed after the directory was read.
  await symlink("nowhere", join(directory, "moved"));
  for (const build of ["old", "used"]) await mkdir(join(directory, build, "assets"), { recursive: true });
  const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000);
  await utimes(join(directory, "old"), eightDaysAgo, eightDaysAgo);

  await deleteUnusedBuilds(directory);

  expect((await readdir(directory)).toSorted()).toEqual(["moved", "used"]);
});
