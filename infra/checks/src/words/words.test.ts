import { expect, test } from "vitest";
import { exceptions } from "./exceptions.ts";
import { findHabits, findHabitsIn } from "./find-habits.ts";

const found = findHabits();
const isException = ({ file, words }: { file: string; words: string }) =>
  exceptions.some(exception => exception.file === file && exception.words === words.toLowerCase());

test("texts in the repository avoid words that readers have to decode", () => {
  expect(
    found.filter(finding => !isException(finding)).map(({ at, words, instead }) => `${at} "${words}": ${instead}`),
  ).toEqual([]);
});

test("exceptions list only words that the repository contains", () => {
  const used = new Set(found.filter(isException).map(({ file, words }) => `${file} ${words.toLowerCase()}`));

  expect(exceptions.filter(({ file, words }) => !used.has(`${file} ${words}`))).toEqual([]);
});

test.each([
  ["a comment", "a.ts", "// Whoever asks is told nothing.\nconst a = 1;", ["Whoever", "told"]],
  [
    "a docstring",
    "a.ts",
    "/**\n * Returns it.\n * What is not known has no row.\n */",
    ["What is not known has no row."],
  ],
  ["a message", "a.ts", 'throw new Error("the file cannot be mended");', ["mended"]],
  ["a template", "a.ts", "log.warn(`the worker is heard of no more`);", ["heard"]],
  [
    "a paragraph",
    "a.md",
    "# Title\n\nThe link is kept. Who is gone\nis told nothing.\n",
    ["Who is gone is told nothing.", "told"],
  ],
  ["a row of a table", "a.md", "| a | b |\n| - | - |\n| x | seen by everybody |", ["everybody"]],
])("findHabitsIn reports a habit in %s", (_where, file, source, words) => {
  expect(
    findHabitsIn(file, source)
      .map(finding => finding.words)
      .sort(),
  ).toEqual([...words].sort());
});

test.each([
  ["a question", "a.md", "# Questions\n\nWhat happens when Redis is away? Clicks are kept on disk.\n"],
  ["a name in code", "a.ts", "const told = new Set<string>();"],
  ["an address inside a string", "a.ts", 'const url = "https://example.com/told";'],
  ["a word in backquotes", "a.md", "The column `told` holds the time of the last message.\n"],
])("findHabitsIn reports nothing in %s", (_where, file, source) => {
  expect(findHabitsIn(file, source)).toEqual([]);
});
