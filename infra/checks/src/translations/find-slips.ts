import { globSync } from "node:fs";
import { parseAst } from "vitest/node";
import { readText, root } from "../repository.ts";
import { type Language, rules } from "./rules.ts";

/** Returns the texts of a language that break one of its rules, with what to write instead. */
export function findSlips(language: Language): string[] {
  return listCatalogues(language).flatMap(file =>
    readStrings(readText(file)).flatMap(text => findSlipsIn(language, text).map(slip => `${file}: ${slip}`)),
  );
}

export function findSlipsIn(language: Language, text: string): string[] {
  return rules[language]
    .filter(({ pattern }) => text.search(pattern) !== -1)
    .map(({ instead }) => `"${text}": ${instead}`);
}

/** The files with texts of a language. Some rooms have several. */
export function listCatalogues(language: Language): string[] {
  const folders = ["services/dashboard/src/**/{messages,codes}", "packages/pages/src/{messages,mails}"];
  return globSync(
    folders.map(folder => `${folder}/${language}{,-*}.ts`),
    { cwd: root },
  ).sort();
}

interface Node {
  type: string;
  value?: unknown;
  quasis?: { value: { cooked: string | null } }[];
}

/** The strings of a source file, names of modules and properties excepted. 2 replaces each value of a template. */
function readStrings(source: string): string[] {
  const strings: string[] = [];
  visit(parseAst(source, { lang: "ts" }), strings);
  return strings;
}

function visit(tree: unknown, strings: string[]): void {
  if (typeof tree !== "object" || tree === null) return;
  const node = tree as Node;
  if (node.type === "ImportDeclaration" || node.type === "TSTypeAnnotation") return;
  if (node.type === "TemplateLiteral") {
    strings.push((node.quasis ?? []).map(({ value }) => value.cooked ?? "").join("2"));
  } else if (node.type === "Literal" && typeof node.value === "string") strings.push(node.value);
  for (const [name, child] of Object.entries(tree))
    if (node.type !== "Property" || name !== "key") visit(child, strings);
}
