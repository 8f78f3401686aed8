import { resolve } from "node:path";
import { type Advisory, readAdvisories } from "./read-advisories.ts";

/**
 * Lists advisories for installed packages. Exits with 1 if one is high or critical, and with 3 if the registry returns no
 * advisories; with `--if-known` the latter only prints the reason.
 */
const root = resolve(import.meta.dirname, "../../..");
const refused: readonly Advisory["severity"][] = ["high", "critical"];
const unknownCode = 3;

const found = await readAdvisories(root);
switch (found.kind) {
  case "unknown":
    console.error(`Could not get advisories for the installed packages from the registry: ${found.reason}`);
    process.exitCode = process.argv.includes("--if-known") ? 0 : unknownCode;
    break;
  case "known": {
    const serious = found.advisories.filter(({ severity }) => refused.includes(severity));
    console.log(`${found.advisories.length} advisories, ${serious.length} of level high or critical`);
    for (const advisory of found.advisories) console.log(toLine(advisory));
    process.exitCode = serious.length > 0 ? 1 : 0;
  }
}

function toLine({ severity, package: name, versions, isShipped, title, url, fixedIn }: Advisory): string {
  const where = isShipped ? "production" : "development only";
  return `${severity}  ${name}@${versions.join(", ")} (${where})  ${title}; fixed in ${fixedIn}  ${url}`;
}
