import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";

export const root = resolve(import.meta.dirname, "../../..");

/** Reads a file by its path from the root of the repository. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Reads the documents of a YAML file and resolves anchors and merges. @throws Error if it is malformed */
export function readYaml(path: string): unknown[] {
  return parseAllDocuments(readText(path), { merge: true, uniqueKeys: true, strict: true }).map(document => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${path}: ${problem.message}`);
    return document.toJS() as unknown;
  });
}
