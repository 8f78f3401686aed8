import type { QrQuery } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { encodePng } from "./encode-png.ts";
import type { QrLayout } from "./lay-out-qr.ts";

export interface PixelGrid {
  /** Pixels per module. */
  scale: number;
  /** Left of the first module and above it. */
  offset: number;
}

/**
 * Uses whole pixels per module, which scanners read best, and leaves the rest to the margins.
 *
 * @throws Problem "validation-failed" if the code does not fit
 */
export function toPixelGrid({ count }: QrLayout, { size, margin }: QrQuery): PixelGrid {
  const width = count + 2 * margin;
  const scale = Math.floor(size / width);
  if (scale === 0) throw fieldProblem("?size", `must be at least ${width} for this code and margin`);
  return { scale, offset: Math.floor((size - count * scale) / 2) };
}

export function toPng({ isDark, colours }: QrLayout, size: number, { scale, offset }: PixelGrid): Buffer {
  const toModule = (pixel: number) => Math.floor((pixel - offset) / scale);
  return encodePng({
    size,
    isSet: (x, y) => isDark(toModule(x), toModule(y)),
    bandOf: toModule,
    colours: [colours.light, colours.dark],
  });
}
