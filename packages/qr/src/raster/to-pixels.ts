import { toColourAt } from "../colour/paint.ts";
import type { Drawing } from "../draw/draw-qr.ts";
import { Coverage } from "./coverage.ts";
import { flatten } from "./flatten.ts";
import type { PixelGrid } from "./pixel-grid.ts";

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each pixel, row by row. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Rows that are drawn without a pause. */
const stripe = 128;

/**
 * Draws all but the logo, with smooth edges.
 *
 * @param pause called every few milliseconds of work, so that others get their turn
 */
export async function toPixels(drawing: Drawing, grid: PixelGrid, pause: () => Promise<unknown>): Promise<Pixels> {
  const { width, height, scale, offset } = grid;
  const data = new Uint8ClampedArray(width * height * 4);
  const light = () => drawing.light;
  const colours = { light, dark: toColourAt(drawing.dark) };
  const shapes = drawing.shapes.map(({ fill, commands }) => ({
    colourAt: colours[fill],
    lines: flatten(commands, grid),
  }));
  const set = (index: number, colour: readonly number[], share: number) => {
    for (let i = 0; i < 3; i++) {
      const under = data[index + i] as number;
      data[index + i] = under + ((colour[i] as number) - under) * share;
    }
  };
  for (let top = 0; top < height; top += stripe) {
    const rows = Math.min(stripe, height - top);
    for (let pixel = top * width; pixel < (top + rows) * width; pixel++) {
      set(pixel * 4, drawing.light, 1);
      data[pixel * 4 + 3] = 255;
    }
    for (const { colourAt, lines } of shapes) {
      const coverage = new Coverage(width, top, rows);
      for (const line of lines) coverage.addLine(line);
      coverage.forEach((x, y, share) => {
        const colour = colourAt((x + 0.5 - offset) / scale, (y + 0.5 - offset) / scale);
        set((y * width + x) * 4, colour, share);
      });
    }
    await pause();
  }
  return { width, height, data };
}
