import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

/** Of Inter, under the SIL Open Font License 1.1 (https://openfontlicense.org): that of a heading. */
const weight = 600;
const subsets = ["latin", "latin-ext", "greek", "cyrillic"];
/** Writes the characters of these blocks that the subsets have: Latin, Greek, Cyrillic, quotation marks, dashes, signs and arrows. */
const blocks = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x1e9e, 0x1e9e],
  [0x218, 0x21b],
  [0x384, 0x3ce],
  [0x400, 0x45f],
  [0x2013, 0x2014],
  [0x2018, 0x201e],
  [0x2020, 0x2026],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
] as const;
/** Units of an em in the written outlines: whole numbers that are finer than any print of a call to action. */
const unitsPerEm = 1_000;

const require = createRequire(import.meta.resolve("@fontsource/inter/package.json"));
const fonts = subsets.map(subset => {
  const file = require.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
  return create(readFileSync(file)) as Font;
});

const lines = blocks.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap(point => {
    const font = fonts.find(each => each.hasGlyphForCodePoint(point));
    return font ? [`  [${JSON.stringify(String.fromCodePoint(point))}, ${toEntry(font, point)}],`] : [];
  }),
);
writeFileSync(
  new URL("../src/text/glyphs.ts", import.meta.url),
  `/**
 * Outlines of Inter (SIL Open Font License 1.1), written by \`npm run build:glyphs\`: the character, its width and its path, in
 * thousandths of an em with y upwards from the baseline.
 */
// biome-ignore format: one line for each character
export const glyphs: ReadonlyMap<string, readonly [width: number, path: string]> = new Map([
${lines.join("\n")}
]);
`,
);

function toEntry(font: Font, point: number): string {
  const glyph = font.glyphForCodePoint(point);
  const scale = unitsPerEm / font.unitsPerEm;
  const letters = { moveTo: "M", lineTo: "L", quadraticCurveTo: "Q", bezierCurveTo: "C", closePath: "Z" } as const;
  const path = glyph.path.commands
    .map(({ command, args }) => letters[command] + args.map(value => Math.round(value * scale)).join(" "))
    .join("");
  return `[${Math.round(glyph.advanceWidth * scale)}, ${JSON.stringify(path)}]`;
}
