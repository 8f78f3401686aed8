import type { Drawing } from "./draw/draw-qr.ts";
import { blur } from "./raster/blur.ts";
import type { PixelGrid } from "./raster/pixel-grid.ts";
import type { Pixels } from "./raster/to-pixels.ts";

/** From near to far: pixels per module, and how much they blur into each other. The last one is hard for any code. */
const views = [
  { scale: 6, radius: 1 },
  { scale: 10, radius: 2 },
  { scale: 10, radius: 3 },
] as const;

export const readingCount = views.length;

interface ReadingDeps {
  /** Draws the picture as people get it, with its logo. */
  render: (grid: PixelGrid) => Promise<Pixels>;
  /** Reads the text of a code. */
  scan: (pixels: Pixels) => string | undefined;
}

/** Reads a code as a phone sees it at three levels of blur. Returns at how many of them it reads the right text. */
export async function countReadings(drawing: Drawing, text: string, { render, scan }: ReadingDeps): Promise<number> {
  let readings = 0;
  for (const { scale, radius } of views) {
    const grid = { width: drawing.width * scale, height: drawing.height * scale, scale, offset: 0 };
    const pixels = await render(grid);
    if (scan(blur(pixels, radius)) === text) readings++;
  }
  return readings;
}
