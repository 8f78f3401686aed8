import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Shunt } from "./start-shunt.ts";

const cli = resolve(import.meta.dirname, "../../../../services/worker/src/cli.ts");

/** Runs `shunt-worker` as an operator would. Returns what it printed and its exit code. */
export async function runWorkerCommand({ env }: Pick<Shunt, "env">, ...args: string[]) {
  const child = spawn(process.execPath, ["--conditions=@shunt/source", cli, ...args], { env });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number, output, errors };
}
