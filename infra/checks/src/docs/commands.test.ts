import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText, root } from "../repository.ts";
import { findPasteProblems } from "./find-paste-problems.ts";
import { documents, findBlocks, findCode } from "./read-documents.ts";

const { scripts } = JSON.parse(readText("package.json")) as { scripts: Record<string, string> };
const subcommands = [...readText("infra/operator/src/commands.ts").matchAll(/^ {2}"?([a-z -]+)"?: async/gm)].map(
  ([, name = ""]) => name,
);
const tests = globSync("{packages,services,infra}/*/src/**/*.test.ts", { cwd: root });

const blocks = documents.flatMap(document => findBlocks(readText(document)).map(block => ({ document, ...block })));

test.each(blocks)("the block at $document:$line can be pasted in bash and zsh", ({ code }) => {
  const { stderr } = spawnSync("bash", ["-n"], { input: code, encoding: "utf8" });

  expect(stderr).toBe("");
  expect(findPasteProblems(code)).toEqual([]);
});

test.each(documents)("every npm script, shunt command, test and file that code in %s names exists", document => {
  const code = findCode(readText(document));
  const copies = code.flatMap(findCopies);

  const missing = code.flatMap(findMissing).filter(name => !copies.some(copy => name.startsWith(copy)));

  expect(missing).toEqual([]);
});

test.each([
  ["npm run nothing", ["npm run nothing"]],
  ["npm run --silent shunt -- clicks nothing", ["shunt clicks nothing"]],
  ["docker compose run --rm shunt nothing /backups", ["shunt nothing"]],
  ["npm test -- no-such-test", ["npm test -- no-such-test"]],
  ["sh infra/nothing.sh", ["infra/nothing.sh"]],
  ["cp .env.nothing .env", [".env.nothing"]],
  ["npm start -- --smoke && npm run shunt -- clicks dead && node infra/operator/src/cli.ts", []],
  ["kubectl --namespace shunt delete job", []],
])("findMissing(%j) returns %j", (code, missing) => {
  expect(findMissing(code)).toEqual(missing);
});

/** Names in code that do not exist in this checkout. */
function findMissing(code: string): string[] {
  const all = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = ""]) => name);
  return [
    ...all(/\bnpm run (?:-\S+ )*([a-z][\w:-]*)/g)
      .filter(name => !(name in scripts))
      .map(name => `npm run ${name}`),
    ...all(/(?:^|\bshunt -- |\bcompose run [^\n]*)(?:shunt )?((?<=shunt (?:-- )?)[a-z-]+(?: [a-z-]+)?)/gm)
      .filter(words => !isSubcommand(words))
      .map(words => `shunt ${words}`),
    ...all(/\bnpm test -- ([\w./-]+)/g)
      .filter(pattern => !tests.some(path => path.includes(pattern)))
      .map(pattern => `npm test -- ${pattern}`),
    ...all(/(?<![\w/.-])((?:infra|packages|services|docs)\/[\w./-]*\w|\.env\.\w+)/g).filter(path => !isFile(path)),
  ];
}

/** Paths that the code creates by `cp`. */
function findCopies(code: string): string[] {
  return [...code.matchAll(/\bcp (?:-\S+ )*\S+ (\S+)/g)].map(([, target = ""]) => target);
}

/** Whether the words begin with a command or are a group of commands: `clicks dead`, `backup today`, `clicks`. */
function isSubcommand(words: string): boolean {
  return subcommands.some(name => words === name || words.startsWith(`${name} `) || name.startsWith(`${words} `));
}

/** Whether the path exists, or is compiled from a file that exists. */
function isFile(path: string): boolean {
  return [path, path.replace("/dist/", "/src/").replace(/\.js$/, ".ts")].some(file => existsSync(join(root, file)));
}
