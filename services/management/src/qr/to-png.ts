import type { QrQuery } from "@shunt/contracts/links";
import { refuseField } from "@shunt/contracts/problem";
import { encodePng } from "./encode-png.ts";
import type { QrLayout } from "./lay-out-qr.ts";

/** Where the modules of a code lie among the pixels of its picture. */
export interface PixelGrid {
  /** Pixels a module. */
  scale: number;
  /** Pixels left of the first module, and above it. */
  offset: number;
}

/**
 * Whole pixels for each module, as scanners like it; what is left over goes to the margins.
 *
 * @throws Problem "validation-failed" when the code does not fit
 */
export function toPixelGrid({ count }: QrLayout, { size, margin }: QrQuery): PixelGrid {
  const width = count + 2 * margin;
  const scale = Math.floor(size / width);
  if (scale === 0) throw refuseField("?size", `must be ${width} at least for this code and margin`);
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
