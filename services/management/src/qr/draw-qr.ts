import type { QrQuery } from "@shunt/contracts/links";
import { layOutQr } from "./lay-out-qr.ts";
import { toPixelGrid, toPng } from "./to-png.ts";
import { toSvg } from "./to-svg.ts";

/**
 * Returns PNG bytes or SVG markup. The size is in pixels, the margin in modules.
 *
 * @throws Problem "validation-failed" if the contrast is too low, or the code does not fit into the size
 */
export function drawQr(text: string, query: QrQuery): Buffer | string {
  const layout = layOutQr(text, query);
  return query.format === "svg" ? toSvg(layout, query) : toPng(layout, query.size, toPixelGrid(layout, query));
}
