import { ClickBatchBuilder } from "@shunt/queue";
import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { parseLines, toLine } from "./click-line.ts";

const click = aClick({ userAgent: 'a \n b " c', marks: "utm_source=x" });

function toText(clicks: (typeof click)[]): string {
  const builder = new ClickBatchBuilder(clicks.length);
  return clicks
    .map((each, row) => {
      const firstNew = builder.dictionary.length;
      builder.add(each);
      return toLine(builder, row, firstNew);
    })
    .join("");
}

test("toLine keeps the column order of previous releases", () => {
  const everyColumn = {
    ...{ at: 7, linkId: "link", ip: "ip", userAgent: "agent", referrer: "referrer", language: "language" },
    ...{ marks: "marks", purpose: "purpose", destination: "destination", missed: "missed", chosen: "chosen" },
  };

  expect(toText([everyColumn])).toBe(
    '[7,0,1,2,3,4,5,6,7,8,9,"link","ip","agent","referrer","language","marks","purpose","destination","missed","chosen"]\n',
  );
});

test("parseLines returns clicks as toLine encoded them", () => {
  const clicks = [click, { ...click, at: click.at + 5, ip: "192.0.2.9" }, { ...click, at: click.at - 5 }];

  expect(parseLines(toText(clicks))).toEqual({ clicks, isDamaged: false });
});

const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("parseLines returns each trace with its click", () => {
  const clicks = [click, { ...click, trace }, click, { ...click, ip: "192.0.2.9", trace: trace.replace("b7", "c8") }];

  expect(parseLines(toText(clicks))).toEqual({ clicks, isDamaged: false });
});

test("toLine appends a trace as a dictionary entry, which the previous release can read", () => {
  const [first = "", second = ""] = toText([click, { ...click, trace }]).split("\n");

  expect(JSON.parse(second)).toEqual([...JSON.parse(first).slice(0, 11), trace]);
});

test("parseLines does not take a user agent for a trace", () => {
  expect(parseLines(toText([click, { ...click, userAgent: trace }])).clicks[1]).not.toHaveProperty("trace");
});

test("toLine repeats no dictionary entry of an earlier line", () => {
  const [first = "", second = ""] = toText([click, click]).split("\n");

  expect(first).toContain("utm_source");
  expect(second).toMatch(/^\[[\d,]+\]$/);
});

test.each([
  "nonsense",
  "[]",
  "{}",
  '["x",0,0,0,0,0,0,0,0]',
  "[1,0,0]",
  "[1,99,0,0,0,0,0,0,0]",
  "[1,0,0,0,0,0,0,0]",
  "[1,0,0,0,0,0,0,0,0,0,99]",
  '[1,0,0,0,0,0,0,0,0,"x",5]',
])("parseLines stops at the damaged line %s", line => {
  expect(parseLines(`${toText([click])}${line}\n${toText([click])}`)).toEqual({ clicks: [click], isDamaged: true });
});

test("parseLines fills the missing columns of an older line with empty values", () => {
  const line = '[5,0,1,1,1,1,1,1,1,"link",""]';
  const empty = { ip: "", userAgent: "", referrer: "", language: "", marks: "", purpose: "", destination: "" };

  expect(parseLines(`${line}\n`).clicks).toEqual([{ linkId: "link", at: 5, missed: "", chosen: "", ...empty }]);
});

test("parseLines ignores unknown columns of a newer release", () => {
  const [line = ""] = toText([click]).split("\n");
  const [at, ...rest] = JSON.parse(line) as [number, ...(number | string)[]];
  const width = rest.findIndex(field => typeof field === "string");
  const newer = JSON.stringify([at, ...rest.slice(0, width), 0, rest.length - width, ...rest.slice(width), "new"]);

  expect(parseLines(`${newer}\n`)).toEqual({ clicks: [click], isDamaged: false });
});
