import { type Drawing, isReadable, toContrast } from "@shunt/qr";
import type { StudioDesign } from "./studio-design.ts";

export type Advice = "contrast" | "inverted" | "margin" | "small";

const quietZone = 4;
/** Below this many pixels a module, pictures blur when they are enlarged. */
const minScale = 4;

/** Reasons why a design is harder to read than necessary. */
export function listAdvice(design: StudioDesign, { width }: Pick<Drawing, "width">): Advice[] {
  const colours = [design.dark, ...(design.gradient === undefined ? [] : [design.gradient])];
  const isInverted = colours.some(colour => toContrast(colour, design.light) < 1);
  const isPale = colours.some(colour => !isReadable(colour, design.light));
  return [
    ...(isInverted ? (["inverted"] as const) : isPale ? (["contrast"] as const) : []),
    ...(design.margin < quietZone ? (["margin"] as const) : []),
    ...(design.size / width < minScale ? (["small"] as const) : []),
  ];
}
