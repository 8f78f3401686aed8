import { globSync } from "node:fs";
import { root } from "../repository.ts";

/** Markdown files of this checkout, as paths from its root. */
export const documents = globSync(["*.md", "{docs,services,packages,infra}/**/*.md"], {
  cwd: root,
  exclude: path => /node_modules|dist/.test(path),
}).sort();

const fence = /^( *)```(\w*)\n(.*?)^ *```$/gms;

/** Blocks of shell commands in a Markdown text, with the line on which each begins, without the indentation of lists. */
export function findBlocks(markdown: string): { line: number; code: string }[] {
  return [...markdown.matchAll(fence)].flatMap(({ index, 1: indent = "", 2: language = "", 3: code = "" }) =>
    ["sh", "bash", "zsh", "shell"].includes(language)
      ? [
          {
            line: markdown.slice(0, index).split("\n").length,
            code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
          },
        ]
      : [],
  );
}

/** Blocks of shell commands, and code within sentences. */
export function findCode(markdown: string): string[] {
  const inline = [...markdown.replaceAll(fence, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...findBlocks(markdown).map(({ code }) => code), ...inline];
}

/** Cells of the first column of a table, without its head. Empty if no table has a first column of this name. */
export function findTable(markdown: string, column: string): string[] {
  const [, rows = ""] = new RegExp(`^\\| ${column} +\\|.*\\n\\| -.*\\n((?:\\|.*\\n?)*)`, "m").exec(markdown) ?? [];
  return [...rows.matchAll(/^\| ([^|]*)/gm)].map(([, cell = ""]) => cell.trim());
}
