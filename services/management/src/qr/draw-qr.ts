import type { QrQuery } from "@shunt/contracts/links";
import { layOutQr } from "./lay-out-qr.ts";
import { toPixelGrid, toPng } from "./to-png.ts";
import { toSvg } from "./to-svg.ts";

/**
 * The text as a QR code: PNG bytes or SVG markup. Size in pixels, margin in modules.
 *
 * @throws Problem "validation-failed" when scanners could not tell the colours apart, or the code does not fit
 */
export function drawQr(text: string, query: QrQuery): Buffer | string {
  const layout = layOutQr(text, query);
  return query.format === "svg" ? toSvg(layout, query) : toPng(layout, query.size, toPixelGrid(layout, query));
}
