import type { Problem } from "@shunt/contracts/problem";
import { expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";
import { readCsv } from "./read-csv.ts";

async function read(bytes: string | Buffer, charset?: string) {
  const { utf8, encoding } = decodeFile(Buffer.from(bytes), charset);
  const rows: (string | number)[][] = [];
  for await (const { line, cells } of readCsv(utf8)) rows.push([line, ...cells]);
  return { encoding, rows };
}
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "read",
    (err: Problem) => err.errors?.[0]?.detail ?? err.message,
  );
const utf16 = (text: string, mark: number[], swap = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return Buffer.concat([Buffer.from(mark), swap ? bytes.swap16() : bytes]);
};

const text = "url\ttitle\r\nhttps://example.com/\tStraße, “Müller” €";
const rows = [
  [1, "url", "title"],
  [2, "https://example.com/", "Straße, “Müller” €"],
];
const windows1252 = Buffer.from(
  [...text].map(sign => ({ "“": 0x93, "”": 0x94, "€": 0x80 })[sign] ?? (sign.codePointAt(0) as number)),
);

test.each([
  ["utf-8", Buffer.from(text), undefined],
  ["utf-8", Buffer.from(`\ufeff${text}`), undefined],
  ["utf-8", Buffer.from(`\ufeff${text}`), "windows-1252"],
  ["utf-16le", utf16(text, [0xff, 0xfe]), undefined],
  ["utf-16be", utf16(text, [0xfe, 0xff], true), "utf-8"],
  ["utf-16le", utf16(text, []), "UTF-16LE"],
  ["windows-1252", windows1252, undefined],
  ["windows-1252", windows1252, "iso-8859-1"],
])("decodeFile reads %s (%#)", async (encoding, bytes, charset) => {
  expect(await read(bytes, charset)).toEqual({ encoding, rows });
});

test.each([
  [
    "bytes that are invalid in the declared charset",
    Buffer.from("url\na\nM\xfcller\n", "latin1"),
    "utf-8",
    /line 3 .*utf-8/,
  ],
  [
    "bytes that Windows-1252 does not assign",
    Buffer.from("url\n\x81\xfc", "latin1"),
    undefined,
    /line 2 .*Windows-1252/,
  ],
  ["U+FFFD", Buffer.from("url\r\na\r\nM\ufffdller"), undefined, /line 3 .*U\+FFFD/],
  ["UTF-16 without a byte order mark", utf16("url\na", []), undefined, /line 1 .*NUL/],
  ["a lone surrogate in UTF-16", utf16("url\na\ud83d", [0xff, 0xfe]), undefined, /line 2 .*utf-16le/],
  ["an unknown charset", Buffer.from("url"), "klingon", /charset klingon is unknown/],
])("decodeFile rejects %s", async (_name, bytes, charset, reason) => {
  expect(await refusalOf(read(bytes, charset))).toMatch(reason);
});

test.each([
  ["commas", "url,title\na,b;c"],
  ["semicolons", "url;title\r\na;b;c".replace("b;c", '"b;c"')],
  ["quoted semicolons", '"url";"title"\n"a";"b;c"'],
  ["tabs", "url\ttitle\na\tb;c"],
  ["bars", "url|title\na|b;c"],
  ["commas in a quoted header", '"url";"title"\na;"b;c"'],
  ["blank lines before the header", '\r\n\r\nurl;title\r\na;"b;c"'],
  ["spaces around the cells", 'url ; title \n a ; "b;c" '],
  ["CR as line end", "url,title\ra,b;c\r"],
  ["mixed line ends", "url,title\na,b;c\r\n\n"],
  ["empty rows of a spreadsheet", "url,title\n,\na,b;c\n,\n,\n"],
])("readCsv reads a file with %s", async (_name, file) => {
  const { rows: found } = await read(file);

  expect(found.map(([, ...cells]) => cells)).toEqual([
    ["url", "title"],
    ["a", "b;c"],
  ]);
});

test.each([
  ["sep=;\r\nurl,x;title", ["url,x", "title"]],
  ['"sep=\t"\nurl;x\ttitle', ["url;x", "title"]],
  ["\ufeffSEP=,\nurl;x,title", ["url;x", "title"]],
])("readCsv takes the separator from a first line in %j", async (file, header) => {
  expect((await read(file)).rows).toEqual([[2, ...header]]);
});

test("readCsv counts lines like an editor, with any line ends and inside quotes", async () => {
  const file = 'url,notes\r\na,"1\r\n2\n3"\r\n\r\n,\r\nb,"4\r5"\nc,6';

  expect((await read(file)).rows.map(([line]) => line)).toEqual([1, 2, 7, 9]);
});

test.each([
  ['url,notes\r\na,"1\r\n2"', "1\n2"],
  ['url,notes\na,"1\r\n2"', "1\r\n2"],
])("readCsv converts CR LF in quotes if CR LF ends the rows: %j", async (file, notes) => {
  expect((await read(file)).rows[1]).toEqual([2, "a", notes]);
});

test("readCsv keeps empty cells at both ends of a row", async () => {
  expect((await read("\ta\tb\n\t\tx")).rows).toEqual([
    [1, "", "a", "b"],
    [2, "", "", "x"],
  ]);
});

test.each([
  ["rows", `url\n${"a\n".repeat(10_001)}`, /more than 10000 rows/],
  ["empty rows", `url\n${",\n".repeat(10_001)}`, /more than 10000 empty rows/],
  ["blank lines", `url\n${"\n".repeat(10_001)}`, /more than 10000 empty rows/],
  ["columns of the header", `${"url,".repeat(300)}\n`, /more than 200 columns/],
  ["columns of a row", `url\n${"a,".repeat(300)}\n`, /more than 200 columns; line 2/],
  ["characters of a row", `url\n${"a".repeat(300_000)}\n`, /Max Record Size/],
  ["characters in an unclosed quote", `url\n"${"a\n".repeat(300_000)}`, /Max Record Size/],
])("readCsv rejects too many %s", async (_name, file, reason) => {
  expect(await refusalOf(read(file))).toMatch(reason);
});

test("readCsv rejects an unsupported separator", async () => {
  expect(await refusalOf(read("sep=x\nurlxtitle"))).toMatch(/first line names another separator/);
});

test("readCsv stops parsing at the first row above the limit", async () => {
  const few = `url\n${"a\n".repeat(10_001)}`;
  const cost = async (file: string) => {
    const begin = process.cpuUsage();
    expect(await refusalOf(read(file))).toMatch(/more than 10000 rows/);
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  };
  await cost(few);
  const least = await cost(few);

  // Decoding eight million lines takes some time too; parsing them would take hundreds of times as long.
  expect(await cost(`url\n${"a\n".repeat(8_000_000)}`)).toBeLessThan(20 * least);
});

test("readCsv yields to the event loop while it parses", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);

  await read(`url\n${`${"a".repeat(400)}\n`.repeat(10_000)}`);
  clearInterval(timer);

  expect(turns).toBeGreaterThan(10);
});
