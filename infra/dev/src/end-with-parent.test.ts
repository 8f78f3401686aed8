import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

test("endWithParent ends a process with SIGTERM after a kill -9 of its parent", async () => {
  const module = JSON.stringify(join(import.meta.dirname, "end-with-parent.ts"));
  const program = `
    const { endWithParent } = await import(${module});
    process.on("SIGTERM", () => { console.log("SIGTERM"); process.exit(); });
    setInterval(() => {}, 1_000);
    endWithParent();
    console.log("runs");`;
  const parentProgram = `
    require("node:child_process").spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(program)}], { stdio: "inherit" });
    setInterval(() => {}, 1_000);`;
  const parent = spawn(process.execPath, ["-e", parentProgram], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const lines: string[] = [];
  parent.stdout.on("data", (chunk: Buffer) => lines.push(...chunk.toString().trim().split("\n")));
  await once(parent.stdout, "data");

  parent.kill("SIGKILL");
  // The child inherits the pipe, which closes when both have ended.
  await once(parent.stdout, "close");

  expect(lines).toEqual(["runs", "SIGTERM"]);
});
