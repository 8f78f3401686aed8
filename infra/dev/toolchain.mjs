// What `setup.mjs` and `run.mjs` share. Runs on whatever Node the machine has, before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const oldestForScripts = 20;
const oldestForServices = 24;
// The package `node` does nothing but fetch this one, by a second npm.
const nodePackage = process.platform === "linux" ? `node-linux-${process.arch}@26` : "node@26";

const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const pnpmVersion = packageManager.split("@")[1];

/** Ends with a sentence where even these scripts cannot run. */
export function refuseOldNode() {
  if (majorVersion() >= oldestForScripts) return;
  console.error(`Shunt needs Node ${oldestForScripts} or newer to start; this is ${process.version}.`);
  process.exit(1);
}

/** The Node that runs the services: this one if it is new enough, else one from npm. */
export function findNode() {
  if (majorVersion() >= oldestForServices) return Promise.resolve(process.execPath);
  return findTool("node", nodePackage);
}

/** The pnpm of `packageManager`: the one on PATH if it has that version, else one from npm. */
export function findPnpm() {
  const onPath = spawnSync("pnpm", ["--version"], { encoding: "utf8", cwd: "/" });
  if (onPath.stdout?.trim() === pnpmVersion) return Promise.resolve("pnpm");
  return findTool("pnpm", `pnpm@${pnpmVersion}`);
}

/** Runs a command to its end. Rejects with what it printed when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let printed = "";
    child.stdout.on("data", chunk => {
      stdout += chunk;
      printed += chunk;
    });
    child.stderr.on("data", chunk => {
      printed += chunk;
    });
    child.on("error", reject);
    child.on("close", code => (code === 0 ? resolve(stdout) : reject(new Error(printed || `${command}: ${code}`))));
  });
}

/** Where npx keeps a tool. Found once and remembered, as npx alone takes half a second. */
async function findTool(name, spec) {
  const memory = join(root, ".shunt", "tools", `${spec}.path`);
  const known = existsSync(memory) ? readFileSync(memory, "utf8") : "";
  if (known && existsSync(known)) return known;
  const script = `command -v ${name}`;
  const found = await run("npx", ["--yes", `--package=${spec}`, "--", "sh", "-c", script], { cwd: "/" });
  mkdirSync(dirname(memory), { recursive: true, mode: 0o700 });
  writeFileSync(memory, found.trim());
  return found.trim();
}

function majorVersion() {
  return Number(process.versions.node.split(".")[0]);
}
