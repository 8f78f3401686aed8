import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { bundle, bundleEnv } from "./bundle.ts";

/** The command line of `shunt`, without its arguments. */
export async function operatorCommand(): Promise<[command: string, ...args: string[]]> {
  return [process.execPath, await bundle("infra/operator/src/cli.ts")];
}

export interface OperatorResult {
  code: number;
  output: string;
  errors: string;
}

export function runOperator(env: Readonly<Record<string, string>>, ...args: string[]): Promise<OperatorResult> {
  return pipeToOperator("", env, ...args);
}

/** Runs `shunt` with a standard input, such as a password. */
export async function pipeToOperator(
  input: string,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<OperatorResult> {
  const [command, ...own] = await operatorCommand();
  const child = spawn(command, [...own, ...args], { env: { ...bundleEnv, ...env } });
  // A command that does not read its input may end before it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number, output, errors };
}
