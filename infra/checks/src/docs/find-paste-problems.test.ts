import { expect, test } from "vitest";
import { findPasteProblems } from "./find-paste-problems.ts";

test.each([
  ["cp .env.example .env      # and fill it in", 1],
  ["# Start it:\nnpm start", 1],
  ["npm run doctor   # near `npm start` it works", 2],
  ['echo "near `npm start`"', 1],
  ['echo "done!"', 1],
  ["curl http://localhost/api?days=7", 1],
  ["rm *.svg", 1],
  ["echo =npm", 1],
])("findPasteProblems(%j) finds %i", (code, count) => {
  expect(findPasteProblems(code)).toHaveLength(count);
});

test.each([
  `curl "http://localhost/api?days=7#top" -d '{"tags":["a"],"text":"b! # c"}'`,
  String.raw`TOKEN=$(curl "$API" | sed 's/.*"token":"\([^"]*\)".*/\1/')`,
  "echo $? $# a#b",
])("findPasteProblems(%j) finds nothing", code => {
  expect(findPasteProblems(code)).toEqual([]);
});
