import { type Drawing, toPixelGrid, toSvg } from "@shunt/qr";
import { loadPicture, toCanvas, toContext } from "./render.ts";
import type { StudioDesign } from "./studio-design.ts";

export const formats = ["png", "svg", "pdf"] as const;
export type Format = (typeof formats)[number];

/** The picture as a file of a format. */
export async function toFile(format: Format, drawing: Drawing, design: StudioDesign): Promise<Blob> {
  const { size, logo } = design;
  switch (format) {
    case "png":
      return toPng(drawing, design);
    case "svg":
      return new Blob([toSvg(drawing, { size, logo })], { type: "image/svg+xml" });
    case "pdf": {
      const { toPdf } = await import("./pdf/to-pdf.ts");
      return toPdf(drawing, { size, logo: logo === undefined ? undefined : await flattenLogo(logo, design.light) });
    }
  }
}

async function toPng(drawing: Drawing, { size, logo }: StudioDesign): Promise<Blob> {
  // A pixel a module is the least that a picture can have.
  const grid = toPixelGrid(drawing, Math.max(size, drawing.width));
  const canvas = grid && (await toCanvas(drawing, grid, logo));
  const blob = await new Promise<Blob | null>(resolve => canvas?.toBlob(resolve));
  if (!blob) throw new Error("the browser could not write the picture");
  return blob;
}

/** The pixels of a logo on the background, as PDF has no place for opacity in them. */
async function flattenLogo(url: string, background: string) {
  const picture = await loadPicture(url);
  const side = picture.naturalWidth;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: side, height: side });
  const context = toContext(canvas);
  context.fillStyle = background;
  context.fillRect(0, 0, side, side);
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  return { side, rgb: new Uint8Array(data.filter((_, i) => i % 4 !== 3)) };
}
