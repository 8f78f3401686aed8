// Installs the dependencies of this checkout if they changed; with `--prod` only those needed at run time. With
// `--after-npm-install` installs them in any case, because npm has removed them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Progress, readPackageCount } from "./progress.mjs";
import { assertNodeVersion, findNode, findPnpm, root, run } from "./toolchain.mjs";

/**
 * The lock file names each package with its hash. Their age was checked when they were chosen, and is at every installation for
 * development: to check it, pnpm fetches 174 MB of metadata, which takes as long as the packages.
 */
const prodOptions = ["--prod", "--config.minimum-release-age=0"];

const stamp = join(root, "node_modules", ".shunt-installed");

assertNodeVersion();
if (process.argv.includes("--after-npm-install")) {
  // pnpm runs the script too, and has installed everything.
  if (process.env.npm_config_user_agent?.startsWith("pnpm/")) process.exit(0);
  for (const name of [".shunt-installed", ".modules.yaml", ".pnpm-workspace-state-v1.json"])
    rmSync(join(root, "node_modules", name), { force: true });
}
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
// `--prod` never removes development dependencies that are already installed, also by `pnpm install`.
const scope = process.argv.includes("--prod") && !hasDevelopmentDependencies() ? "prod" : "all";
const wanted = `${scope} ${fingerprint()}`;
if (installed !== wanted) await install();

async function install() {
  const progress = new Progress("Installing dependencies", process.stdout);
  try {
    // Fetches Node for the services at the same time.
    await Promise.all([installPackages(progress), findNode()]);
  } catch (err) {
    progress.end("failed");
    console.error(`\n${err.message}\nCould not install the dependencies; see the output above.`);
    process.exit(1);
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
  progress.end("done");
}

async function installPackages(progress) {
  const pnpm = await findPnpm();
  // CI=true: pnpm replaces the packages of an earlier version without a prompt.
  const env = { ...process.env, CI: "true" };
  const args = ["install", "--frozen-lockfile", "--reporter=append-only", ...(scope === "prod" ? prodOptions : [])];
  const onOutput = text => progress.report(readPackageCount(text));
  await run(pnpm, args, { env, onOutput });
}

/** By pnpm's record of its last installation. */
function hasDevelopmentDependencies() {
  const record = join(root, "node_modules", ".modules.yaml");
  return existsSync(record) && /"?devDependencies"?: true/.test(readFileSync(record, "utf8"));
}

/** Hash of every file that determines what is installed. */
function fingerprint() {
  const hash = createHash("sha256");
  const folders = ["services", "packages", "infra"].flatMap(parent =>
    readdirSync(join(root, parent), { withFileTypes: true }).map(entry => join(parent, entry.name)),
  );
  const manifests = ["", ...folders.sort()].map(folder => join(folder, "package.json"));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    if (existsSync(join(root, file))) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}
