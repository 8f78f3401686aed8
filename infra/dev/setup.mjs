// Installs the dependencies of this checkout if they changed; with `--prod` only those needed at run time.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertNodeVersion, findNode, findPnpm, root, run } from "./toolchain.mjs";

const stamp = join(root, "node_modules", ".shunt-installed");

assertNodeVersion();
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
// `--prod` never removes development dependencies that are already installed.
const scope = process.argv.includes("--prod") && !installed.startsWith("all") ? "prod" : "all";
const wanted = `${scope} ${fingerprint()}`;
if (installed !== wanted) await install();

async function install() {
  const start = performance.now();
  process.stdout.write("Installing dependencies … ");
  try {
    await Promise.all([installPackages(), findNode()]);
  } catch (err) {
    console.error(`failed\n\n${err.message}\nCould not install the dependencies; see the output above.`);
    process.exit(1);
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`done in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}

async function installPackages() {
  const pnpm = await findPnpm();
  // CI=true: pnpm replaces the packages of an earlier version without a prompt.
  const env = { ...process.env, CI: "true" };
  await run(pnpm, ["install", "--frozen-lockfile", ...(scope === "prod" ? ["--prod"] : [])], { env });
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
