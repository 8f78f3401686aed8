import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";

export const root = resolve(import.meta.dirname, "../../..");

/** A file of this repository, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The documents of a YAML file, anchors and merges resolved. @throws Error where it is not well formed */
export function readYaml(path: string): unknown[] {
  return parseAllDocuments(readText(path), { merge: true, uniqueKeys: true, strict: true }).map(document => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${path}: ${problem.message}`);
    return document.toJS() as unknown;
  });
}
