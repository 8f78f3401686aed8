import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { writeEnvFile } from "./env-file.ts";

test("writeEnvFile writes variables that Node reads back, in a file only its owner can read", async () => {
  const dir = await mkdtemp(join(tmpdir(), "shunt-env-"));
  const path = join(dir, "env");
  const variables = { A: "postgres://a:b#c@d/e?f=g", B: 'with "quotes"', C: "it's # ' `", D: "", E: "$HOME \\n" };
  await writeFile(path, "", { mode: 0o644 });

  await writeEnvFile(path, variables);

  expect(parseEnv(await readFile(path, "utf8"))).toEqual(variables);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await rm(dir, { recursive: true });
});
