// What `setup.mjs` and `run.mjs` share. Runs on whatever Node the machine has, before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const oldestForScripts = 20;
const oldestForServices = 24;

/** What is fetched, by exact version and by the hash of what it must be, for each platform. */
const pins = JSON.parse(readFileSync(join(root, "infra/dev/toolchain.json"), "utf8"));
const platform = `${process.platform}-${process.arch}`;

/** `pnpm@1.2.3+sha512.<hex>`, as Corepack has it. */
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [, pnpmVersion, pnpmHash] = /^pnpm@([^+]+)\+sha512\.([0-9a-f]{128})$/.exec(packageManager);
const pnpmIntegrity = `sha512-${Buffer.from(pnpmHash, "hex").toString("base64")}`;

/** Ends with a sentence where even these scripts cannot run. */
export function refuseOldNode() {
  if (majorVersion() >= oldestForScripts) return;
  console.error(`Shunt needs Node ${oldestForScripts} or newer to start; this is ${process.version}.`);
  process.exit(1);
}

/** The Node that runs the services: this one if it is new enough, else one from npm. */
export function findNode() {
  if (majorVersion() >= oldestForServices) return Promise.resolve(process.execPath);
  const pin = pins.node[platform];
  if (!pin)
    throw new Error(`Shunt needs Node ${oldestForServices} or newer, and has none for ${platform}: install one.`);
  return findTool("node", `${pin.package}@${pin.version}`, { [pin.package]: pin.integrity });
}

/** The pnpm of `packageManager`: the one on PATH if it has that version, else one from npm. */
export function findPnpm() {
  const onPath = spawnSync("pnpm", ["--version"], { encoding: "utf8", cwd: "/" });
  if (onPath.stdout?.trim() === pnpmVersion) return Promise.resolve("pnpm");
  const program = pins.pnpm[platform];
  const integrities = { pnpm: pnpmIntegrity, ...(program && { [program.package]: program.integrity }) };
  return findTool("pnpm", `pnpm@${pnpmVersion}`, integrities);
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

/**
 * Where npx keeps a tool. Found once and remembered, as npx alone takes half a second. npm compares what it fetches with the hash
 * that the registry says; here that is compared with the one in this checkout, before anything of it runs.
 */
async function findTool(name, spec, integrities) {
  const memory = join(root, ".shunt", "tools", `${spec}.path`);
  const known = existsSync(memory) ? readFileSync(memory, "utf8") : "";
  if (known && existsSync(known)) return verify(known, integrities);
  const script = `command -v ${name}`;
  const env = { ...process.env, npm_config_ignore_scripts: "true" };
  const found = await run("npx", ["--yes", `--package=${spec}`, "--", "sh", "-c", script], { cwd: "/", env });
  verify(found.trim(), integrities);
  mkdirSync(dirname(memory), { recursive: true, mode: 0o700 });
  writeFileSync(memory, found.trim());
  return found.trim();
}

/**
 * Returns the path of a tool, `…/node_modules/.bin/<name>`, if the packages beside it are those that were meant.
 *
 * @throws Error that names the package that is another one
 */
export function verify(tool, integrities) {
  const lockfile = join(dirname(tool), "..", "..", "package-lock.json");
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));
  for (const [name, wanted] of Object.entries(integrities)) {
    const found = packages[`node_modules/${name}`]?.integrity;
    if (found === wanted) continue;
    throw new Error(
      `${name} is not the one that this version of Shunt names: its hash is ${found}, and should be ${wanted}.`,
    );
  }
  return tool;
}

function majorVersion() {
  return Number(process.versions.node.split(".")[0]);
}
