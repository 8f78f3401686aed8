import { inflateSync } from "node:zlib";
import { drawQr } from "@shunt/qr";
import { expect, test } from "vitest";
import { defaultDesign } from "../studio-design.ts";
import { toPdf } from "./to-pdf.ts";

async function write(changes: object, hasLogo = false): Promise<string> {
  const drawing = drawQr("https://sho.rt/a?qr=1", { ...defaultDesign, ...changes }, { hasLogo });
  const logo = hasLogo ? { side: 2, rgb: new Uint8Array(12).fill(200) } : undefined;
  const pdf = await toPdf(drawing, { size: 400, logo });
  return Buffer.from(await pdf.arrayBuffer()).toString("latin1");
}

function readStreams(pdf: string): string[] {
  return [...pdf.matchAll(/\/Length (\d+) >>\nstream\n/g)].map(({ index, 0: head, 1: length }) => {
    const start = index + head.length;
    return inflateSync(Buffer.from(pdf.slice(start, start + Number(length)), "latin1")).toString("latin1");
  });
}

test.each([
  [{}, false],
  [{ dots: "dots", gradient: "#003366" }, true],
  [{ gradient: "#003366", gradient_direction: "outward", text: "Scan me" }, true],
])("the table of a PDF of %j says where each object begins", async (changes, hasLogo) => {
  const pdf = await write(changes, hasLogo);

  const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  const starts = [...pdf.slice(start).matchAll(/(\d{10}) 00000 n /g)].map(([, at]) => Number(at));
  expect(pdf.slice(start, start + 4)).toBe("xref");
  expect(starts.map(at => pdf.slice(at, at + 8))).toEqual(starts.map((_, i) => `${i + 1} 0 obj\n`));
  expect(pdf).not.toMatch(/NaN|undefined/);
});

test("a PDF has the picture as paths in its colours, at its size, and the logo as an image", async () => {
  const pdf = await write({ dark: "#003366", text: "Scan me" }, true);
  const [content = "", logo] = readStreams(pdf);

  expect(pdf).toContain("/MediaBox [0 0 300 ");
  expect(content).toContain("0 0.2 0.4 rg");
  expect(content.match(/ c /g)?.length).toBeGreaterThan(50);
  expect(content).toMatch(/cm \/L Do Q$/);
  expect(logo).toHaveLength(12);
});
