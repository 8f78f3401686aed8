import type { QrQuery } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import QRCode from "qrcode";
import { isReadable } from "./contrast.ts";
import type { Colour } from "./encode-png.ts";

/** Coordinates are in modules, without the margin, and may be outside the code. */
export interface QrLayout {
  /** Modules per side, without the margins. */
  count: number;
  isDark: (column: number, row: number) => boolean;
  colours: { light: Colour; dark: Colour };
}

/** @throws Problem "validation-failed" if the contrast is too low for scanners */
export function layOutQr(text: string, { ecc, dark, light }: Pick<QrQuery, "ecc" | "dark" | "light">): QrLayout {
  const colours = { light: toColour(light), dark: toColour(dark) };
  if (!isReadable(colours.dark, colours.light))
    throw fieldProblem("?dark", "must be much darker than light, with a contrast of at least 3:1");
  const { modules } = QRCode.create(text, { errorCorrectionLevel: ecc });
  const isDark = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < modules.size && row < modules.size && modules.get(row, column) === 1;
  return { count: modules.size, isDark, colours };
}

function toColour(colour: string): Colour {
  const value = Number.parseInt(colour.replace("#", ""), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}
