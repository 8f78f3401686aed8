import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";
import { readText, root } from "../repository.ts";

/** A regular expression in the sources; `source` is undefined if it is built at run time. */
export interface Pattern {
  file: string;
  line: number;
  source: string | undefined;
  flags: string;
}

/** Code that no request reaches: tests, test helpers and benchmarks. */
const internal = /\.test\.tsx?$|\/testing\/|^packages\/(?:bench|e2e|testing)\//;

export function findPatterns(): Pattern[] {
  return ["services", "packages"]
    .flatMap(top => readdirSync(join(root, top)).map(name => `${top}/${name}/src`))
    .flatMap(directory => listSources(directory))
    .filter(file => !internal.test(file))
    .flatMap(readPatterns);
}

function listSources(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter(name => /\.m?[jt]sx?$/.test(name))
    .map(name => `${directory}/${name}`)
    .sort();
}

function readPatterns(file: string): Pattern[] {
  const text = readText(file);
  const lang = /\.[jt]sx$/.test(file) ? "tsx" : "ts";
  const patterns: Pattern[] = [];
  visit(parseAst(text, { lang }), node => {
    const at = { file, line: text.slice(0, node.start).split("\n").length };
    if (node.regex) patterns.push({ ...at, source: node.regex.pattern, flags: node.regex.flags });
    if (node.callee?.name === "RegExp") patterns.push({ ...at, source: undefined, flags: "" });
  });
  return patterns;
}

/** The fields used here of a syntax tree node (ESTree). */
interface Node {
  start: number;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
}

function visit(tree: unknown, onNode: (node: Node) => void): void {
  if (typeof tree !== "object" || tree === null) return;
  if (isNode(tree)) onNode(tree);
  for (const child of Object.values(tree)) visit(child, onNode);
}

function isNode(tree: object): tree is Node {
  return "type" in tree;
}
