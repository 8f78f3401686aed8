import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = `
  import { createLogger } from ${JSON.stringify(import.meta.resolve("./logger.ts"))};
  const log = createLogger("worker", process.argv[1]);
  for (const batch of ["a", "b", "c"]) log.error({ err: new Error("Postgres is away"), batch }, "batch failed");
  for (const batch of ["a", "b"]) log.info({ batch }, "batch ingested");
`;

async function linesAt(level: string): Promise<unknown[]> {
  const args = ["--conditions=@shunt/source", "--input-type=module", "--eval", script, level];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout
    .trim()
    .split("\n")
    .map(line => JSON.parse(line))
    .map(({ level, batch, msg }) => `${level} ${msg} ${batch}`);
}

test("createLogger writes a failure once that repeats for each batch, and all lines at debug", async () => {
  const others = ["info batch ingested a", "info batch ingested b"];

  expect(await linesAt("info")).toEqual(["error batch failed a", ...others]);
  expect(await linesAt("debug")).toEqual([
    "error batch failed a",
    "error batch failed b",
    "error batch failed c",
    ...others,
  ]);
});
