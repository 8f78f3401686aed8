import { type QrQuery, refuseField } from "@shunt/contracts";
import QRCode from "qrcode";
import { isReadable } from "./contrast.ts";
import { type Colour, encodePng } from "./encode-png.ts";

/**
 * The text as a QR code: PNG bytes or SVG markup. Size in pixels, margin in modules.
 *
 * @throws Problem "validation-failed" when scanners could not tell the colours apart, or the code does not fit
 */
export function drawQr(text: string, { format, size, margin, ecc, dark, light }: QrQuery): Buffer | string {
  const [darkColour, lightColour] = [toColour(dark), toColour(light)];
  if (!isReadable(darkColour, lightColour)) throw refuseField("?dark", "must be much darker than light");
  const { modules } = QRCode.create(text, { errorCorrectionLevel: ecc });
  const width = modules.size + 2 * margin;
  const isDark = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < modules.size && row < modules.size && modules.get(row, column) === 1;
  if (format === "svg") return toSvg({ size, width, margin, dark, light, count: modules.size, isDark });
  // Whole pixels for each module, as scanners like it; what is left over goes to the margins.
  const scale = Math.floor(size / width);
  if (scale === 0) throw refuseField("?size", `must be ${width} at least for this code and margin`);
  const offset = Math.floor((size - modules.size * scale) / 2);
  const toModule = (pixel: number) => Math.floor((pixel - offset) / scale);
  return encodePng({
    size,
    isSet: (x, y) => isDark(toModule(x), toModule(y)),
    bandOf: toModule,
    colours: [lightColour, darkColour],
  });
}

interface SvgFacts {
  size: number;
  /** In modules, with both margins. */
  width: number;
  margin: number;
  dark: string;
  light: string;
  count: number;
  isDark: (column: number, row: number) => boolean;
}

/** One path of horizontal runs, in units of modules. */
function toSvg({ size, width, margin, dark, light, count, isDark }: SvgFacts): string {
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (!isDark(column, row) || isDark(column - 1, row)) continue;
      let length = 1;
      while (isDark(column + length, row)) length++;
      path += `M${column + margin} ${row + margin}h${length}v1h-${length}z`;
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges">` +
    `<path fill="#${hexOf(light)}" d="M0 0h${width}v${width}H0z"/><path fill="#${hexOf(dark)}" d="${path}"/></svg>\n`
  );
}

function hexOf(colour: string): string {
  return colour.replace("#", "").toLowerCase();
}

function toColour(colour: string): Colour {
  const value = Number.parseInt(hexOf(colour), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}
