import type { QrQuery } from "@shunt/contracts/links";
import type { Colour } from "./encode-png.ts";
import type { QrLayout } from "./lay-out-qr.ts";

/** Draws one path of horizontal runs. @param inside markup on top of the code, in modules including the margin */
export function toSvg({ count, isDark, colours }: QrLayout, { size, margin }: QrQuery, inside = ""): string {
  const width = count + 2 * margin;
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
    `<path fill="${toHex(colours.light)}" d="M0 0h${width}v${width}H0z"/><path fill="${toHex(colours.dark)}" d="${path}"/>${inside}</svg>\n`
  );
}

function toHex(colour: Colour): string {
  return `#${Buffer.from(colour).toString("hex")}`;
}
