import { type Colour, toColour } from "./colour.ts";

/** Phones read lower contrasts; the rest is a margin for print, sunlight and distance. */
export const minContrast = 3;

/** The contrast of a dark colour on a light one: 21 for black on white, below 1 for a lighter one on a darker one. */
export function toContrast(dark: string, light: string): number {
  return (toLuminance(toColour(light)) + 0.05) / (toLuminance(toColour(dark)) + 0.05);
}

/** Whether scanners can distinguish the colours. */
export function isReadable(dark: string, light: string): boolean {
  return toContrast(dark, light) >= minContrast;
}

/** Relative luminance, 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function toLuminance(colour: Colour): number {
  const [red, green, blue] = colour.map(toLinear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLinear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
