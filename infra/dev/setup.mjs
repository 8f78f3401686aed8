// Makes sure that the dependencies of this checkout are installed; with `--prod` only those that running it needs.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNode, findPnpm, refuseOldNode, root, run } from "./toolchain.mjs";

const stamp = join(root, "node_modules", ".shunt-installed");

refuseOldNode();
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
// Who has everything keeps everything: a start must not take the tools of development away.
const scope = process.argv.includes("--prod") && !installed.startsWith("all") ? "prod" : "all";
const wanted = `${scope} ${fingerprint()}`;
if (installed !== wanted) await install();

async function install() {
  const start = performance.now();
  process.stdout.write("Installing dependencies … ");
  try {
    // A Node for the services is fetched at the same time.
    await Promise.all([installPackages(), findNode()]);
  } catch (err) {
    console.error(`failed\n\n${err.message}\nThe dependencies could not be installed; see above.`);
    process.exit(1);
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`done in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}

async function installPackages() {
  const pnpm = await findPnpm();
  // CI: nobody is there to be asked whether what an earlier version installed may go.
  const env = { ...process.env, CI: "true" };
  await run(pnpm, ["install", "--frozen-lockfile", ...(scope === "prod" ? ["--prod"] : [])], { env });
}

/** Changes whenever an installation would give something else. */
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
