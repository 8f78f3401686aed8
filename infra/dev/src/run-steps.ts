import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileCache } from "./compile-cache.ts";
import { endWithParent } from "./end-with-parent.ts";

export interface Step {
  name: string;
  /** A program in `node_modules/.bin`. */
  command: string;
  args: readonly string[];
  /** Prints its output as it runs; other steps print at their end, so that lines do not mix. */
  isLive?: boolean;
}

export const vitest = ["run", "--config", "packages/testing/vitest.config.ts", "--root", "."];

export function toTurboRun(...scripts: readonly string[]): string[] {
  return ["run", "--continue", ...scripts.map(script => `//#${script}`)];
}

const root = resolve(import.meta.dirname, "../../..");

/** Runs all steps at the same time and prints their results. Sets the exit code to 1 if one failed. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  endWithParent();
  mkdirSync(join(root, ".shunt"), { recursive: true, mode: 0o700 });
  const results = await Promise.all(steps.map(runStep));
  for (const { printed } of results) process.stdout.write(printed);
  console.log(`\n${results.map(({ summary }) => summary).join("\n")}`);
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

async function runStep({ name, command, args, isLive = false }: Step) {
  const startedAt = Date.now();
  const child = spawn(join(root, "node_modules", ".bin", command), args, {
    cwd: root,
    stdio: isLive ? "inherit" : ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...compileCache, TURBO_TELEMETRY_DISABLED: "1" },
  });
  // The child ends before this process does. On Ctrl-C the terminal may signal it as well.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill("SIGTERM"));
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
  const code = await new Promise<number | null>((done, reject) => child.once("error", reject).once("close", done));
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  const passed = code === 0;
  return { passed, printed, summary: `${passed ? "passed" : "FAILED"}  ${name}  ${seconds} s` };
}
