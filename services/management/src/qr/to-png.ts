import { fieldProblem } from "@shunt/contracts/problem";
import { type Drawing, type PixelGrid, toPixelGrid } from "@shunt/qr";
import { encodePng } from "./encode-png.ts";

/** @throws Problem "validation-failed" if the drawing does not fit */
export function toGrid(drawing: Drawing, size: number): PixelGrid {
  const grid = toPixelGrid(drawing, size);
  if (!grid) throw fieldProblem("?size", `must be at least ${drawing.width} for this code and margin`);
  return grid;
}

/** A drawing of squares in two colours, which takes a tenth of the time of others. */
export function toPlainPng({ matrix, offset, light, dark }: Drawing, grid: PixelGrid): Buffer {
  const toModule = (pixel: number) => Math.floor((pixel - grid.offset) / grid.scale) - offset.x;
  return encodePng({
    size: grid.width,
    isSet: (x, y) => matrix.isDark(toModule(x), toModule(y)),
    bandOf: toModule,
    colours: [light, dark.from],
  });
}
