import type { LabelColor } from "./label-kinds.ts";

/** In the order in which people choose them. */
export const colorNames = [
  "none",
  "gray",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;
export type ColorName = (typeof colorNames)[number];

const shades: Record<ColorName, string> = {
  none: "border border-field",
  gray: "bg-label-gray",
  red: "bg-label-red",
  orange: "bg-label-orange",
  yellow: "bg-label-yellow",
  green: "bg-label-green",
  teal: "bg-label-teal",
  blue: "bg-label-blue",
  purple: "bg-label-purple",
  pink: "bg-label-pink",
};

/** The colour of a tag or folder. Colours of the system leave its outline. */
export function ColorDot({ color }: { color: LabelColor }) {
  return (
    <span
      aria-hidden
      className={`inline-block size-3.5 shrink-0 rounded-full forced-color-adjust-none ${shades[color ?? "none"]}`}
    />
  );
}

export const toColor = (name: ColorName): LabelColor => (name === "none" ? null : name);
