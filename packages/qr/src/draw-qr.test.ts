import type { QrDesign } from "@shunt/contracts/links";
import jsqr from "jsqr";
import { expect, test } from "vitest";
import { countReadings } from "./count-readings.ts";
import { drawQr } from "./draw/draw-qr.ts";
import { toPixelGrid } from "./raster/pixel-grid.ts";
import { type Pixels, toPixels } from "./raster/to-pixels.ts";
import { toSvg } from "./to-svg.ts";

/** Its types declare a nested default export that does not exist at run time. */
const jsQR = jsqr as unknown as typeof jsqr.default;
const scan = ({ data, width, height }: Pixels) => jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
const noPause = async () => {};

const text = "https://sho.rt/spring?qr=1";
const plain: QrDesign = {
  margin: 4,
  ecc: "M",
  dark: "000000",
  light: "ffffff",
  dots: "square",
  corners: "square",
  gradient_direction: "diagonal",
  text_side: "below",
};

async function draw(design: Partial<QrDesign>, size = 400): Promise<Pixels> {
  const drawing = drawQr(text, { ...plain, ...design });
  const grid = toPixelGrid(drawing, size);
  if (!grid) throw new Error("the code does not fit");
  return toPixels(drawing, grid, noPause);
}

const framed = { gradient: "7a0040", text: "Jetzt öffnen", light: "fff4e0", dark: "003366" } as const;
const looks = (["square", "rounded", "dots"] as const).flatMap(dots =>
  (["square", "rounded", "circle"] as const).flatMap(corners =>
    [false, true].map(hasLogo => ({ dots, corners, hasLogo, ...(hasLogo && framed) })),
  ),
);

test.each(looks)("a code with $dots modules, $corners corners and a logo: $hasLogo reads well", async look => {
  const { hasLogo, ...design } = look;
  const drawing = drawQr(text, { ...plain, ...design }, { hasLogo });

  const readings = await countReadings(drawing, text, { render: grid => toPixels(drawing, grid, noPause), scan });

  expect(readings).toBeGreaterThanOrEqual(2);
});

test("a code in colours without contrast does not read, nor one whose text is another", async () => {
  const pale = drawQr(text, { ...plain, dark: "fafafa" });
  const good = drawQr(text, plain);

  expect(await countReadings(pale, text, { render: grid => toPixels(pale, grid, noPause), scan })).toBe(0);
  expect(await countReadings(good, `${text}1`, { render: grid => toPixels(good, grid, noPause), scan })).toBe(0);
});

test("a frame makes the picture higher, with the text above or below the code", async () => {
  const bare = await draw({});
  const below = await draw({ text: "Scan me" });
  const above = await draw({ text: "Scan me", text_side: "above" });
  const isDark = ({ data, width }: Pixels, y: number) => (data[(y * width + width / 2) * 4] as number) < 128;

  expect([bare.width, bare.height]).toEqual([400, 400]);
  expect(below.width).toBe(400);
  expect(below.height).toBeGreaterThan(430);
  expect([isDark(below, 40), isDark(above, 40)]).toEqual([false, true]);
  expect([isDark(below, below.height - 20), isDark(above, above.height - 40)]).toEqual([true, false]);
});

test("a gradient changes from the first colour to the second in its direction", async () => {
  const right = await draw({ dark: "aa0000", gradient: "0000aa", gradient_direction: "right" });
  const pixels = Array.from({ length: 400 * 400 }, (_, i) => ({ x: i % 400, at: i * 4 }));
  const dark = pixels.filter(({ at }) => right.data[at + 1] === 0);
  const redOf = ({ at }: { at: number }) => right.data[at] as number;

  const [first, last] = [dark.filter(({ x }) => x < 60), dark.filter(({ x }) => x > 340)];
  expect(Math.min(...first.map(redOf))).toBeGreaterThan(130);
  expect(Math.max(...last.map(redOf))).toBeLessThan(40);
});

test.each([{}, { dots: "dots" }, { dots: "rounded" }, framed] as Partial<QrDesign>[])(
  "the pixels of %j are dark in the middle of each dark module",
  async design => {
    const drawing = drawQr(text, { ...plain, ...design, gradient: undefined, dark: "000000", light: "ffffff" });
    const scale = 10;
    const grid = { width: drawing.width * scale, height: drawing.height * scale, scale, offset: 0 };
    const { data, width } = await toPixels(drawing, grid, noPause);
    const { matrix, offset } = drawing;

    for (let row = 0; row < matrix.count; row++) {
      for (let column = 0; column < matrix.count; column++) {
        const [x, y] = [(offset.x + column + 0.5) * scale, (offset.y + row + 0.5) * scale];
        const value = data[(y * width + x) * 4] as number;
        expect([column, row, value < 128]).toEqual([column, row, matrix.isDark(column, row)]);
      }
    }
  },
);

test("toSvg writes a logo, a gradient and letters as paths", () => {
  const svg = toSvg(drawQr(text, { ...plain, ...framed }, { hasLogo: true }), {
    size: 500,
    logo: "data:image/png;base64,AA",
  });

  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="500" height="5\d\d"/);
  expect(svg).toContain(`<linearGradient id="g"`);
  expect(svg).toContain(`href="data:image/png;base64,AA"`);
  expect(svg).not.toContain("<text");
  expect(svg).not.toMatch(/NaN|undefined/);
});
