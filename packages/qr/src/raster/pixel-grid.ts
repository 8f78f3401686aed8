import type { Drawing } from "../draw/draw-qr.ts";

export interface PixelGrid {
  /** In pixels. */
  width: number;
  height: number;
  /** Pixels per module. */
  scale: number;
  /** Pixels left of the drawing and above it. */
  offset: number;
}

/**
 * Uses whole pixels per module, which scanners read best, and leaves the rest to the margins. Undefined if the drawing does
 * not fit.
 *
 * @param size width of the picture in pixels
 */
export function toPixelGrid({ width, height }: Pick<Drawing, "width" | "height">, size: number): PixelGrid | undefined {
  const scale = Math.floor(size / width);
  if (scale === 0) return undefined;
  const rest = size - width * scale;
  return { width: size, height: height * scale + rest, scale, offset: Math.floor(rest / 2) };
}
