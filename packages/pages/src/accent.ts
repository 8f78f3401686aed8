/** Colours of a theme that derive from the brand: `accent` is readable on the background, `onAccent` on `accent`. */
export interface Accent {
  accent: string;
  onAccent: string;
}

/** Backgrounds of the pages that visitors see, by theme. */
export const pageColors = {
  light: { page: "#f4f5f7", card: "#ffffff" },
  dark: { page: "#111318", card: "#1b1e25" },
} as const;

/** The colour of pages without a brand. */
export const plainColor = "#1f4fd1";

type Rgb = readonly [number, number, number];

/** Contrast of text with its background that WCAG 2.2 requires at level AA (success criterion 1.4.3). */
const minContrast = 4.5;
const steps = 20;
const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/**
 * Mixes a colour with black or white until it is readable on the background of a theme.
 *
 * @param color `#rrggbb`
 * @param background `#rrggbb`
 */
export function toAccent(color: string, background: string): Accent {
  const behind = toRgb(background);
  const towards = luminance(behind) > 0.5 ? black : white;
  const shades = Array.from({ length: steps + 1 }, (_, step) => mix(toRgb(color), towards, step / steps));
  const accent = shades.find(shade => contrast(shade, behind) >= minContrast) ?? towards;
  const onAccent = contrast(accent, white) >= contrast(accent, black) ? white : black;
  return { accent: toHex(accent), onAccent: toHex(onAccent) };
}

/** Contrast ratio of two colours, from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrastOf(one: string, other: string): number {
  return contrast(toRgb(one), toRgb(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

function toLinear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function mix(color: Rgb, other: Rgb, share: number): Rgb {
  const [red, green, blue] = color.map((channel, i) => Math.round(channel + ((other[i] ?? 0) - channel) * share));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map(channel => channel.toString(16).padStart(2, "0")).join("")}`;
}
