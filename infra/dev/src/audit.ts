import { resolve } from "node:path";
import { type Advisory, readAdvisories } from "./read-advisories.ts";

/**
 * Refuses installed packages against which something of level high or critical is known. Ends with 1 then, and with 3 when nobody
 * can say; with `--if-known` that is said, and refuses nothing.
 */
const root = resolve(import.meta.dirname, "../../..");
const refused: readonly Advisory["severity"][] = ["high", "critical"];
const unknownCode = 3;

const found = await readAdvisories(root);
switch (found.kind) {
  case "unknown":
    console.error(`The registry does not say what is known against the installed packages: ${found.reason}`);
    process.exitCode = process.argv.includes("--if-known") ? 0 : unknownCode;
    break;
  case "known": {
    const serious = found.advisories.filter(({ severity }) => refused.includes(severity));
    console.log(`${found.advisories.length} advisories, ${serious.length} of level high or critical`);
    for (const advisory of found.advisories) console.log(toLine(advisory));
    process.exitCode = serious.length > 0 ? 1 : 0;
  }
}

function toLine({ severity, package: name, versions, isShipped, title, url, mendedIn }: Advisory): string {
  const where = isShipped ? "shipped" : "for development only";
  return `${severity}  ${name}@${versions.join(", ")} (${where})  ${title}; mended in ${mendedIn}  ${url}`;
}
