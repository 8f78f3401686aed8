// Shared by `setup.mjs` and `run.mjs`. Runs on the machine's own Node before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const oldestForScripts = 20;
const oldestForServices = 24;

/** Exact version and hash of each fetched tool, by platform. */
const pins = JSON.parse(readFileSync(join(root, "infra/dev/toolchain.json"), "utf8"));
const platform = `${process.platform}-${process.arch}`;

/** `pnpm@1.2.3+sha512.<hex>`, the form that Corepack reads. */
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [, pnpmVersion, pnpmHash] = /^pnpm@([^+]+)\+sha512\.([0-9a-f]{128})$/.exec(packageManager);
const pnpmIntegrity = `sha512-${Buffer.from(pnpmHash, "hex").toString("base64")}`;

/** Exits with a message if Node is too old for these scripts. */
export function assertNodeVersion() {
  if (majorVersion() >= oldestForScripts) return;
  console.error(`Shunt needs Node ${oldestForScripts} or newer; this is ${process.version}. Install a newer one.`);
  process.exit(1);
}

/** Path of the Node that runs the services: this one if it is new enough, else the newest one from npm that runs here. */
export function findNode() {
  if (majorVersion() >= oldestForServices) return Promise.resolve(process.execPath);
  const candidates = pins.node[platform] ?? [];
  return firstThatRuns(candidates, candidate => findTool("node", toSpec(candidate), toIntegrities(candidate)));
}

/**
 * Path of the first tool that runs on this machine: Node 26 needs libatomic.so.1, which a minimal Debian lacks; Node 24 does
 * not. A tool that an earlier run chose comes first, so that the others are not fetched again.
 *
 * @param candidates each with `package` and `version`, best first
 * @param find returns the path of a candidate, and fetches it if missing
 * @throws Error with the reason of each failure
 */
export async function firstThatRuns(candidates, find) {
  const isKnown = candidate => existsSync(toPathFile(toSpec(candidate)));
  const failures = [];
  for (const candidate of candidates.toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)))) {
    try {
      return await find(candidate);
    } catch (err) {
      failures.push(`\n  ${toSpec(candidate)}: ${err.message.trim()}`);
    }
  }
  throw new Error(
    `Shunt needs Node ${oldestForServices} or newer and found none for ${platform}. Install it.${failures.join("")}`,
  );
}

/**
 * Path of the pnpm that `packageManager` names: the one on PATH if its version matches, else one from npm. The package's own
 * `pnpm` is a script without a shebang until its install script, which does not run here, replaces it. A shell can start such a
 * script, turbo cannot, so this is the program that the script starts.
 */
export async function findPnpm() {
  const onPath = spawnSync("pnpm", ["--version"], { encoding: "utf8", cwd: "/" });
  if (onPath.stdout?.trim() === pnpmVersion) return "pnpm";
  const program = pins.pnpm[platform];
  const integrities = { pnpm: pnpmIntegrity, ...(program && { [program.package]: program.integrity }) };
  const script = await findTool("pnpm", `pnpm@${pnpmVersion}`, integrities);
  const native = program && join(dirname(script), "..", program.package, "pnpm");
  return native && existsSync(native) ? native : script;
}

/** Runs a command to its end and returns its standard output. Rejects with its output if it fails. `onOutput` gets the output. */
export function run(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let printed = "";
    child.stdout.on("data", chunk => {
      stdout += chunk;
      printed += chunk;
      onOutput?.(String(chunk));
    });
    child.stderr.on("data", chunk => {
      printed += chunk;
    });
    child.on("error", reject);
    child.on("close", code => (code === 0 ? resolve(stdout) : reject(new Error(printed || `${command}: ${code}`))));
  });
}

/**
 * Path of a tool in npx's cache. Saved in a file, because npx alone takes half a second. npm verifies a download against the
 * registry's hash; `verify` compares that hash with the one in this checkout before the tool runs. A tool that does not run
 * here is not saved.
 */
export async function findTool(name, spec, integrities) {
  const pathFile = toPathFile(spec);
  const known = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "";
  if (known && existsSync(known)) return verify(known, integrities);
  const script = `command -v ${name}`;
  const env = { ...process.env, npm_config_ignore_scripts: "true" };
  const found = await run("npx", ["--yes", `--package=${spec}`, "--", "sh", "-c", script], { cwd: "/", env });
  await run(verify(found.trim(), integrities), ["--version"], { cwd: "/" });
  mkdirSync(dirname(pathFile), { recursive: true, mode: 0o700 });
  writeFileSync(pathFile, found.trim());
  return found.trim();
}

/**
 * Returns the path of a tool, `…/node_modules/.bin/<name>`, if the packages next to it have the given hashes.
 *
 * @throws Error that names the package with another hash
 */
export function verify(tool, integrities) {
  const lockfile = join(dirname(tool), "..", "..", "package-lock.json");
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));
  for (const [name, wanted] of Object.entries(integrities)) {
    const found = packages[`node_modules/${name}`]?.integrity;
    if (found === wanted) continue;
    throw new Error(
      `${name} is not the package that this version of Shunt expects: its hash is ${found}, expected ${wanted}.`,
    );
  }
  return tool;
}

function toSpec({ package: name, version }) {
  return `${name}@${version}`;
}

function toIntegrities({ package: name, integrity }) {
  return { [name]: integrity };
}

/** File that saves the path of a tool. */
export function toPathFile(spec) {
  return join(root, ".shunt", "tools", `${spec}.path`);
}

function majorVersion() {
  return Number(process.versions.node.split(".")[0]);
}
