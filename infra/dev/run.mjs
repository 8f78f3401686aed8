// Runs a TypeScript file of this checkout: `node run.mjs [options of Node] <file> [arguments]`.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { assertNodeVersion, findNode, findPnpm, root } from "./toolchain.mjs";

assertNodeVersion();
const given = process.argv.slice(2);
const optionCount = given.findIndex(arg => !arg.startsWith("-"));
const [file, ...args] = given.slice(optionCount);
// Node's own option prints a line about a missing file, which is an ordinary case.
const optionalEnv = "--optional-env=";
const options = given.slice(0, optionCount).flatMap(option => {
  if (!option.startsWith(optionalEnv)) return [option];
  const envFile = option.slice(optionalEnv.length);
  return existsSync(join(root, envFile)) ? [`--env-file=${envFile}`] : [];
});
const [node, pnpm] = await Promise.all([findNode(), findPnpm()]);
const path = [dirname(node), ...(pnpm === "pnpm" ? [] : [dirname(pnpm)]), process.env.PATH].join(delimiter);
// Compiled modules are cached for it and for what it starts, which halves the start of a service.
const child = spawn(node, [...options, "--conditions=@shunt/source", join(root, file), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { NODE_COMPILE_CACHE: join(root, ".shunt", "compile-cache"), ...process.env, PATH: path },
});
// On Ctrl-C the terminal may signal the child as well; the child handles repeated signals.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
// A killed npm passes no signal on.
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || child.kill("SIGTERM"), 1_000).unref();
}
