import type { ImportField } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { parseRows } from "../file/read-file.ts";
import { guessMapping } from "./mapping.ts";
import { hasText, toFailedFile, toUpload } from "./to-upload.ts";

const header = ["Bitlink", "Long URL", "Campaign", "Folder", "Domain"];
const mapping = guessMapping({ header }, String);
const rows = [
  { line: 2, cells: ["bit.ly/a", "https://example.com/?a=1,2", "5", "", "bit.ly"] },
  { line: 3, cells: ["bit.ly/b", 'https://example.com/"x"', "6", "Shop"] },
];

test("guessMapping takes each field once", () => {
  expect(mapping).toEqual(["short_url", "original_url", undefined, "folder", "former_domain"]);
  expect(guessMapping({ header: ["url", "domain", "target"] }, String)).toEqual(["original_url", "domain", undefined]);
});

test("guessMapping leaves out a known column that says nothing new, even if the page shows such a name", () => {
  expect(guessMapping({ header: ["slashtag", "destination", "domain", "domainName"] }, () => "Domain")).toEqual([
    "short_code",
    "original_url",
    undefined,
    "former_domain",
  ]);
});

test("guessMapping takes columns with the names that the page shows, unless their name is a known one", () => {
  const names: Partial<Record<ImportField, string>> = { original_url: "Ziel", notes: "Title", expires_at: "Endet" };
  const toName = (field: ImportField) => names[field] ?? field;

  expect(guessMapping({ header: ["ziel", "Endet", "Title", "Wer"] }, toName)).toEqual([
    "original_url",
    "expires_at",
    "title",
    undefined,
  ]);
});

test("toUpload adds the scheme that people leave out of a destination", () => {
  const cells = ["www.example.com/1", "HTTP://example.com/", "", "mailto:ann@example.com"];

  expect(
    toUpload(
      cells.map((cell, i) => ({ line: i, cells: [cell, "x"] })),
      ["original_url", "title"],
      { domain: "", folder: "" },
    ),
  ).toBe("original_url,title\nhttps://www.example.com/1,x\nHTTP://example.com/,x\n,x\nmailto:ann@example.com,x");
});

test("toUpload writes the chosen columns under the names of their fields", () => {
  expect(toUpload(rows, mapping, { domain: "", folder: "" })).toBe(
    `short_url,original_url,folder,former_domain
bit.ly/a,"https://example.com/?a=1,2",,bit.ly
bit.ly/b,"https://example.com/""x""",Shop,`,
  );
});

test("toUpload adds the domain, and the folder where a row has none", () => {
  expect(
    toUpload(rows, ["short_code", "original_url", undefined, "folder"], { domain: "go.example.com", folder: "New" }),
  ).toBe(`short_code,original_url,domain,folder
bit.ly/a,"https://example.com/?a=1,2",go.example.com,New
bit.ly/b,"https://example.com/""x""",go.example.com,Shop`);
});

test("hasText ignores columns that are left out", () => {
  expect(hasText({ line: 2, cells: ["", "", "5"] }, mapping)).toBe(false);
});

test("toFailedFile keeps all columns and adds the problem", () => {
  expect(toFailedFile(["url", ""], [{ line: 2, cells: ["x"], problem: "must be a URL" }])).toBe(
    "url,,import_problem\nx,,must be a URL",
  );
});

test.each([
  ['=HYPERLINK("https://evil.example","x")', `'=HYPERLINK("https://evil.example","x")`],
  ["'=1+1", "'=1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-1", "'-1"],
  ["plain", "plain"],
])("toFailedFile writes %s as a text that no spreadsheet computes, in all columns and names", (text, cell) => {
  const file = toFailedFile([text], [{ line: 2, cells: [text], problem: text }]);

  expect(parseRows(file).map(({ cells }) => cells)).toEqual([
    [cell, "import_problem"],
    [cell, cell],
  ]);
});
