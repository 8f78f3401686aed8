import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isFreeLicence } from "./licence-expression.ts";

/** Fails if the licence of an installed package restricts those who run or change Shunt. */
const root = resolve(import.meta.dirname, "../../..");

const exceptions: Record<string, string | undefined> = {
  // File-level copyleft, which applies only to changes of its own files. Compiles CSS in tests; not shipped.
  lightningcss: "MPL-2.0",
  // Tests pages for accessibility; not shipped.
  "axe-core": "MPL-2.0",
  // sharp loads this library unchanged at run time: operators can replace it with another build, as the LGPL requires.
  "@img/sharp-libvips": "LGPL-3.0-or-later",
  // Fonts: free to use, embed and ship; only the bare font must not be sold.
  "@fontsource": "OFL-1.1",
  // MIT according to its readme; package.json has no licence. Part of the S3 server in tests; not shipped.
  "humanize-number": undefined,
};

const manifests = globSync("node_modules/.pnpm/*/node_modules/{*,@*/*}/package.json", { cwd: root });
const offenders = new Set<string>();
for (const manifest of manifests) {
  const {
    name,
    version,
    licenses,
    license = readOldForm(licenses),
  } = JSON.parse(readFileSync(resolve(root, manifest), "utf8"));
  if (!name || isFreeLicence(license) || isException(name, license)) continue;
  offenders.add(`${name}@${version}: ${JSON.stringify(license)}`);
}
console.log(
  `${manifests.length} packages, ${offenders.size} with a licence that is neither permissive nor an exception`,
);
for (const offender of [...offenders].sort()) console.error(offender);
if (manifests.length === 0 || offenders.size > 0) process.exitCode = 1;

/** Old packages list their alternatives: `licenses: [{ type: "MIT" }]`. */
function readOldForm(licenses: unknown): string | undefined {
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(" OR ") : undefined;
}

function isException(name: string, license: unknown): boolean {
  return Object.entries(exceptions).some(([prefix, known]) => name.startsWith(prefix) && license === known);
}
