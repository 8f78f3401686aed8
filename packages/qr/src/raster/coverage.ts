import type { Line } from "./flatten.ts";

/**
 * How much of each pixel lies inside an outline, in rows of a picture. Each line adds what it changes to the pixels it
 * crosses; the sum from the left to a pixel is then its coverage (https://github.com/raphlinus/font-rs describes it).
 */
export class Coverage {
  readonly #changes: Float32Array;
  readonly #stride: number;
  readonly #top: number;
  readonly #rows: number;

  constructor(width: number, top: number, rows: number) {
    this.#stride = width + 2;
    this.#top = top;
    this.#rows = rows;
    this.#changes = new Float32Array(this.#stride * rows);
  }

  /** Lines must lie between the left and the right edge. */
  addLine([fromX, fromY, toX, toY]: Line): void {
    if (fromY === toY) return;
    const sign = fromY < toY ? 1 : -1;
    const [startX, startY, endX, endY] = sign === 1 ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
    const slope = (endX - startX) / (endY - startY);
    const xAt = (y: number) => startX + (y - startY) * slope;
    const first = Math.max(Math.floor(startY) - this.#top, 0);
    const last = Math.min(Math.ceil(endY) - this.#top, this.#rows);
    for (let row = first; row < last; row++) {
      const from = Math.max(row + this.#top, startY);
      const to = Math.min(row + this.#top + 1, endY);
      this.#addPiece(row * this.#stride, xAt(from), xAt(to), (to - from) * sign);
    }
  }

  /** A piece of a line within one row. @param height part of the row's height, negative for a line upwards */
  #addPiece(start: number, fromX: number, toX: number, height: number): void {
    const left = Math.min(fromX, toX);
    const right = Math.max(fromX, toX);
    const firstPixel = Math.floor(left);
    const width = right - left;
    let before = 0;
    for (let pixel = firstPixel; pixel === firstPixel || pixel < right; pixel++) {
      // The share of the piece's height that has been passed at this pixel, as an average over the pixel's width.
      const passed = width === 0 ? pixel + 1 - left : toPassed(left, right, pixel);
      this.#add(start + pixel, height * (passed - before));
      before = passed;
    }
    this.#add(start + Math.max(Math.ceil(right), firstPixel + 1), height * (1 - before));
  }

  #add(index: number, change: number): void {
    this.#changes[index] = (this.#changes[index] as number) + change;
  }

  /** Calls `paint` for each pixel that is covered, with its coverage up to 1. */
  forEach(paint: (x: number, y: number, coverage: number) => void): void {
    for (let row = 0; row < this.#rows; row++) {
      let sum = 0;
      for (let x = 0; x < this.#stride - 2; x++) {
        sum += this.#changes[row * this.#stride + x] as number;
        const coverage = Math.min(Math.abs(sum), 1);
        if (coverage > 1 / 512) paint(x, row + this.#top, coverage);
      }
    }
  }
}

/** The average, over the width of a pixel, of the share of a line from `left` to `right` that lies left of each place. */
function toPassed(left: number, right: number, pixel: number): number {
  const upTo = (x: number) => {
    const clamped = Math.min(Math.max(x, left), right);
    // Integral of the share up to x: a triangle along the line, and a rectangle behind it.
    return (clamped - left) ** 2 / (2 * (right - left)) + Math.max(x - right, 0);
  };
  return upTo(pixel + 1) - upTo(pixel);
}
