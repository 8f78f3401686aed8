import type { Pixels } from "./to-pixels.ts";

/** Three averages in a row come close to the blur of a lens (https://www.w3.org/TR/filter-effects-1/#feGaussianBlurElement). */
const passes = 3;

/** A copy in grey, as a camera out of focus sees it. @param radius of each average in pixels; 0 changes the colours only */
export function blur({ width, height, data }: Pixels, radius: number): Pixels {
  let grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i * 4, i * 4 + 3);
    grey[i] = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  for (let pass = 0; pass < passes && radius > 0; pass++) {
    grey = average(grey, { count: height, step: width, length: width, stride: 1 }, radius);
    grey = average(grey, { count: width, step: 1, length: height, stride: width }, radius);
  }
  const blurred = new Uint8ClampedArray(data.length);
  for (const [i, value] of grey.entries()) blurred.fill(value, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4);
  return { width, height, data: blurred };
}

/** Lines of pixels: rows or columns. */
interface Lines {
  count: number;
  /** From the start of a line to that of the next one. */
  step: number;
  length: number;
  /** From a pixel of a line to the next one. */
  stride: number;
}

/** Replaces each pixel by the average of its neighbours in its line. */
function average(values: Float32Array, { count, step, length, stride }: Lines, radius: number) {
  const averaged = new Float32Array(values.length);
  for (let line = 0; line < count; line++) {
    const at = (position: number) =>
      values[line * step + Math.min(Math.max(position, 0), length - 1) * stride] as number;
    let sum = 0;
    for (let position = -radius; position <= radius; position++) sum += at(position);
    for (let position = 0; position < length; position++) {
      averaged[line * step + position * stride] = sum / (2 * radius + 1);
      sum += at(position + radius + 1) - at(position - radius);
    }
  }
  return averaged;
}
