import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isFreeLicence } from "./licence-expression.ts";

/** Refuses installed packages whose licence would bind whoever runs or changes Shunt. */
const root = resolve(import.meta.dirname, "../../..");

/** Reviewed by hand, with the reason. */
const exceptions: Record<string, string | undefined> = {
  // File-level copyleft: binds changes to its own files only. It compiles CSS while tests run and is not shipped.
  lightningcss: "MPL-2.0",
  // A library that sharp loads at run time, unchanged: whoever runs Shunt can put another build of it in its place, as the LGPL asks.
  "@img/sharp-libvips": "LGPL-3.0-or-later",
  // MIT, as its readme says; package.json says nothing. Part of the S3 server of the tests, and not shipped.
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
console.log(`${manifests.length} packages, ${offenders.size} with a licence that is not on the list`);
for (const offender of [...offenders].sort()) console.error(offender);
if (manifests.length === 0 || offenders.size > 0) process.exitCode = 1;

/** Old packages list their alternatives: `licenses: [{ type: "MIT" }]`. */
function readOldForm(licenses: unknown): string | undefined {
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(" OR ") : undefined;
}

function isException(name: string, license: unknown): boolean {
  return Object.entries(exceptions).some(([prefix, known]) => name.startsWith(prefix) && license === known);
}
