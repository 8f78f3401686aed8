import type { QrQuery } from "@shunt/contracts/links";
import type { Requester } from "../outbound/index.ts";
import { withSharp } from "../pictures/index.ts";
import type { QrDeps } from "./deps.ts";
import { layOutQr, type QrLayout } from "./lay-out-qr.ts";
import { toPixelGrid, toPng } from "./to-png.ts";
import { toSvg } from "./to-svg.ts";

/**
 * Like `drawQr`, with a logo on a light plate. Uses the highest error correction, which restores the hidden modules.
 *
 * @param logo a square PNG
 */
export async function drawQrWithLogo(
  context: Pick<QrDeps, "lanes">,
  requester: Requester,
  { text, query, logo }: { text: string; query: QrQuery; logo: Buffer },
): Promise<Buffer | string> {
  const layout = layOutQr(text, { ...query, ecc: "H" });
  const plate = toPlate(layout.count);
  const withPlate = { ...layout, isDark: hide(layout.isDark, plate) };
  // Half a module of the plate stays visible on each side.
  const [start, side] = [plate.start + 0.5, plate.side - 1];
  if (query.format === "svg") {
    const at = `x="${start + query.margin}" y="${start + query.margin}" width="${side}" height="${side}"`;
    return toSvg(withPlate, query, `<image ${at} href="data:image/png;base64,${logo.toString("base64")}"/>`);
  }
  const grid = toPixelGrid(layout, query);
  const corner = Math.round(grid.offset + start * grid.scale);
  return withSharp(context, requester, async sharp => {
    const input = await sharp(logo)
      .resize(side * grid.scale)
      .toBuffer();
    return sharp(toPng(withPlate, query.size, grid))
      .composite([{ input, left: corner, top: corner }])
      .removeAlpha()
      .png()
      .toBuffer();
  });
}

interface Plate {
  start: number;
  side: number;
}

/**
 * Of the width. Hides 9 % of the modules, while error correction restores 30 %; the rest is a margin for dirt, distance
 * and bad light.
 */
const plateShare = 0.3;

/** Whole modules, centred: codes have an odd number of modules, so the plate has one as well. */
function toPlate(count: number): Plate {
  const most = Math.floor(count * plateShare);
  const side = most % 2 === 1 ? most : most - 1;
  return { start: (count - side) / 2, side };
}

function hide(isDark: QrLayout["isDark"], { start, side }: Plate): QrLayout["isDark"] {
  const isHidden = (position: number) => position >= start && position < start + side;
  return (column, row) => isDark(column, row) && !(isHidden(column) && isHidden(row));
}
