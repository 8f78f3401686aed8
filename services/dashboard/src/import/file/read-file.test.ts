import { expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";
import { parseRows, readFile } from "./read-file.ts";

test.each([
  ["commas", 'a,b\n1,"2,\n3"\n\n4,5\n'],
  ["semicolons", 'a;b\r\n1;"2,\n3"\r\n\r\n4;5'],
  ["tabs", 'a\tb\n1\t"2,\n3"\n\n4\t5'],
  ["bars", 'a|b\n1|"2,\n3"\n\n4|5'],
])("parseRows reads cells separated by %s, with the line of each row", (_name, text) => {
  expect(parseRows(text)).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["1", "2,\n3"] },
    { line: 5, cells: ["4", "5"] },
  ]);
});

test("parseRows follows the separator that the first line names", () => {
  expect(parseRows("\ufeffsep=;\na;b\n1,2;3")).toEqual([
    { line: 2, cells: ["a", "b"] },
    { line: 3, cells: ["1,2", "3"] },
  ]);
});

test.each([
  ["UTF-8", new TextEncoder().encode("é")],
  ["Windows-1252", new Uint8Array([0xe9])],
  ["UTF-16LE", new Uint8Array([0xff, 0xfe, 0xe9, 0])],
  ["UTF-16BE", new Uint8Array([0xfe, 0xff, 0, 0xe9])],
])("decodeText reads %s", (_name, bytes) => {
  expect(decodeText(bytes)).toBe("é");
});

test.each([
  ["", "noFileText"],
  ["a\0b", "noFileText"],
  ["Long URL\n", "emptyFile"],
])("readFile refuses %j", async (text, reason) => {
  expect(await readFile(new File([text], "links.csv"))).toBe(reason);
});

test.each([
  [
    "Kutt",
    '{"total":1,"limit":10,"data":[{"address":"r2tx9","target":"https://example.org/x","password":false,"domain":null}]}',
  ],
  ["Sink", '{"version":1,"links":[{"slug":"r2tx9","url":"https://example.org/x","tags":["a","b"]}]}'],
  ["Shlink", '{"shortUrls":{"data":[{"shortCode":"r2tx9","longUrl":"https://example.org/x"}],"pagination":{}}}'],
  ["Shunt", '{"original_url":"https://example.org/x","short_code":"r2tx9","other_codes":[]}\n'],
])("readFile reads a JSON file of %s", async (source, text) => {
  const file = await readFile(new File([text], "links.json"));

  expect(file).toMatchObject({
    source,
    rows: [{ line: 1, cells: expect.arrayContaining(["https://example.org/x", "r2tx9"]) }],
  });
});

test("readFile takes rules of a link for no links, and finds links next to other lists", async () => {
  const link = { original_url: "https://example.org/x", rules: [{ name: "de", url: "https://example.org/de" }] };
  const files = [link, { groups: [{ name: "a" }], links: [link] }].map(
    each => new File([JSON.stringify(each)], "a.json"),
  );

  for (const file of files)
    expect(await readFile(file)).toMatchObject({
      header: ["original_url", "rules"],
      rows: [{ cells: ["https://example.org/x", JSON.stringify(link.rules)] }],
    });
});

test("readFile reads NDJSON with different fields in each line, lists as JSON, and no value as an empty cell", async () => {
  const text = '\ufeff{"url":"https://example.org/1","tags":["a"]}\r\n{"url":"https://example.org/2","title":null}\r\n';

  expect(await readFile(new File([text], "links.ndjson"))).toMatchObject({
    header: ["url", "tags", "title"],
    rows: [
      { line: 1, cells: ["https://example.org/1", '["a"]', ""] },
      { line: 2, cells: ["https://example.org/2", "", ""] },
    ],
  });
});

test("readFile reads the links of YOURLS, which are in an object, and the limits of Shlink", async () => {
  const read = (value: object) => readFile(new File([JSON.stringify(value)], "a.json"));
  const [one, two] = ["https://example.com/1", "https://example.com/2"];

  expect(
    await read({
      links: { link_1: { shorturl: "go/1", url: one }, link_2: { shorturl: "go/2", url: two } },
      statusCode: 200,
    }),
  ).toMatchObject({ header: ["shorturl", "url"], rows: [{ cells: ["go/1", one] }, { cells: ["go/2", two] }] });
  expect(
    await read({
      shortUrls: { data: [{ shortCode: "a", longUrl: one, meta: { validUntil: "2020-01-01", maxVisits: 10 } }] },
    }),
  ).toMatchObject({
    source: "Shlink",
    header: ["shortCode", "longUrl", "validUntil", "maxVisits"],
    rows: [{ cells: ["a", one, "2020-01-01", "10"] }],
  });
});
