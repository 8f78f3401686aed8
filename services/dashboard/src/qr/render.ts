import { type Drawing, type PixelGrid, toPixels } from "@shunt/qr";

/** Draws a picture with its logo. */
export async function toCanvas(
  drawing: Drawing,
  grid: PixelGrid,
  logo: string | undefined,
): Promise<HTMLCanvasElement> {
  const { data, width, height } = await toPixels(drawing, grid, yieldToBrowser);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = toContext(canvas);
  context.putImageData(new ImageData(data, width, height), 0, 0);
  if (logo && drawing.logo) {
    const { x, y, side } = drawing.logo;
    const [left, top] = [x, y].map(at => Math.round(grid.offset + at * grid.scale)) as [number, number];
    context.drawImage(await loadPicture(logo), left, top, side * grid.scale, side * grid.scale);
  }
  return canvas;
}

export function toContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser has no canvas");
  context.imageSmoothingQuality = "high";
  return context;
}

/** @throws EncodingError if it is no picture that the browser can read */
export async function loadPicture(url: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  return picture;
}

/** Lets the browser answer a person before it goes on. */
function yieldToBrowser(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}
