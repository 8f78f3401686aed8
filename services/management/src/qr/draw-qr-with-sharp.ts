import { setImmediate } from "node:timers/promises";
import type { QrQuery } from "@shunt/contracts/links";
import { type Drawing, drawQr, isPlain, type PixelGrid, toPixels, toSvg } from "@shunt/qr";
import type { Sharp } from "sharp";
import type { OutboundDeps, Requester } from "../outbound/index.ts";
import { withSharp } from "../pictures/index.ts";
import { checkDesign } from "./check-design.ts";

import { toGrid, toPlainPng } from "./to-png.ts";

interface Input {
  text: string;
  query: QrQuery;
  /** A square PNG. It is drawn on a light plate. */
  logo?: Buffer | undefined;
}

/** Like `drawQr`, for every design and with a logo. */
export async function drawQrWithSharp(
  context: Pick<OutboundDeps, "lanes">,
  requester: Requester,
  { text, query, logo }: Input,
): Promise<Buffer | string> {
  checkDesign(query);
  const drawing = drawQr(text, query, { hasLogo: logo !== undefined });
  const url = logo && `data:image/png;base64,${logo.toString("base64")}`;
  if (query.format === "svg") return toSvg(drawing, { size: query.size, logo: url });
  const grid = toGrid(drawing, query.size);
  return withSharp(context, requester, async sharp => {
    const picture = isPlain(query) ? sharp(toPlainPng(drawing, grid)) : await toPicture(sharp, drawing, grid);
    const place = logo && drawing.logo;
    if (place) {
      const input = await sharp(logo)
        .resize(place.side * grid.scale)
        .toBuffer();
      const [left, top] = [place.x, place.y].map(at => Math.round(grid.offset + at * grid.scale)) as [number, number];
      picture.composite([{ input, left, top }]);
    }
    return picture.removeAlpha().png().toBuffer();
  });
}

async function toPicture(sharp: typeof import("sharp")["default"], drawing: Drawing, grid: PixelGrid): Promise<Sharp> {
  const { data, width, height } = await toPixels(drawing, grid, setImmediate);
  return sharp(data, { raw: { width, height, channels: 4 } });
}
