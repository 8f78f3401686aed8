import { toHex } from "./colour/colour.ts";
import type { Paint } from "./colour/paint.ts";
import type { Drawing, Shape } from "./draw/draw-qr.ts";
import { toEnd } from "./path.ts";

interface SvgOptions {
  /** Width in pixels. */
  size: number;
  /** A square picture as `data:` URL. */
  logo?: string | undefined;
}

export function toSvg(drawing: Drawing, { size, logo }: SvgOptions): string {
  const { width, height, dark, shapes, light, isCrisp } = drawing;
  const pixels = `width="${size}" height="${Math.round((size * height) / width)}"`;
  const rendering = isCrisp ? ` shape-rendering="crispEdges"` : "";
  const fills = { light: toHex(light), dark: dark.kind === "plain" ? toHex(dark.from) : "url(#g)" };
  const at = drawing.logo;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${pixels} viewBox="0 0 ${width} ${height}"${rendering}>` +
    toDefinitions(dark) +
    `<path fill="${fills.light}" d="M0 0h${width}v${height}H0z"/>` +
    shapes.map(shape => `<path fill="${fills[shape.fill]}" d="${toPathData(shape)}"/>`).join("") +
    (logo && at ? `<image x="${at.x}" y="${at.y}" width="${at.side}" height="${at.side}" href="${logo}"/>` : "") +
    "</svg>\n"
  );
}

function toDefinitions(paint: Paint): string {
  if (paint.kind === "plain") return "";
  const stops = `<stop stop-color="${toHex(paint.from)}"/><stop offset="1" stop-color="${toHex(paint.to)}"/>`;
  const shared = `id="g" gradientUnits="userSpaceOnUse"`;
  const gradient =
    paint.kind === "linear"
      ? `<linearGradient ${shared} x1="${paint.x1}" y1="${paint.y1}" x2="${paint.x2}" y2="${paint.y2}">${stops}</linearGradient>`
      : `<radialGradient ${shared} cx="${paint.x}" cy="${paint.y}" r="${round(paint.radius)}">${stops}</radialGradient>`;
  return `<defs>${gradient}</defs>`;
}

/** Path data with short horizontal and vertical lines, which most lines of a code are. */
function toPathData({ commands }: Shape): string {
  let [lastX, lastY] = [0, 0];
  return commands
    .map(command => {
      if (command[0] === "Z") return "z";
      const [fromX, fromY] = [lastX, lastY];
      [lastX, lastY] = toEnd(command);
      const [letter, ...numbers] = command;
      if (letter !== "L") return `${letter}${numbers.map(round).join(" ")}`;
      if (lastY === fromY) return `h${round(lastX - fromX)}`;
      if (lastX === fromX) return `v${round(lastY - fromY)}`;
      return `L${round(lastX)} ${round(lastY)}`;
    })
    .join("");
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
