import type { QrQuery } from "@shunt/contracts/links";
import { drawQr as drawDesign, toSvg } from "@shunt/qr";
import { checkDesign } from "./check-design.ts";
import { toGrid, toPlainPng } from "./to-png.ts";

/**
 * Returns SVG markup, or PNG bytes of a plain design. The size is in pixels, the margin in modules.
 *
 * @throws Problem "validation-failed" if the design is not readable, or the code does not fit into the size
 */
export function drawQr(text: string, query: QrQuery): Buffer | string {
  checkDesign(query);
  const drawing = drawDesign(text, query);
  return query.format === "svg" ? toSvg(drawing, query) : toPlainPng(drawing, toGrid(drawing, query.size));
}
