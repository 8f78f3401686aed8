import type { QrDesign } from "@shunt/contracts/links";
import { type Colour, toColour } from "./colour.ts";

/** The colour of the dark parts of a picture: one, or a change between two, in modules of the picture. */
export type Paint = { from: Colour } & (
  | { kind: "plain" }
  | { kind: "linear"; to: Colour; x1: number; y1: number; x2: number; y2: number }
  | { kind: "radial"; to: Colour; x: number; y: number; radius: number }
);

export function toPaint(
  { dark, gradient, gradient_direction }: Pick<QrDesign, "dark" | "gradient" | "gradient_direction">,
  { width, height }: { width: number; height: number },
): Paint {
  const from = toColour(dark);
  if (gradient === undefined) return { kind: "plain", from };
  const to = toColour(gradient);
  switch (gradient_direction) {
    case "diagonal":
      return { kind: "linear", from, to, x1: 0, y1: 0, x2: width, y2: height };
    case "down":
      return { kind: "linear", from, to, x1: 0, y1: 0, x2: 0, y2: height };
    case "right":
      return { kind: "linear", from, to, x1: 0, y1: 0, x2: width, y2: 0 };
    case "outward":
      return { kind: "radial", from, to, x: width / 2, y: height / 2, radius: Math.hypot(width, height) / 2 };
  }
}

/** The colour at a place. */
export function toColourAt(paint: Paint): (x: number, y: number) => Colour {
  if (paint.kind === "plain") return () => paint.from;
  const share = paint.kind === "linear" ? toLinearShare(paint) : toRadialShare(paint);
  const { from, to } = paint;
  const mix = (at: number): Colour => {
    const between = (start: number, end: number) => Math.round(start * (1 - at) + end * at);
    return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
  };
  // One colour for each step that differs.
  const steps = Array.from({ length: 256 }, (_, i) => mix(i / 255));
  return (x, y) => steps[Math.round(Math.min(Math.max(share(x, y), 0), 1) * 255)] as Colour;
}

type Share = (x: number, y: number) => number;

function toLinearShare({ x1, y1, x2, y2 }: Extract<Paint, { kind: "linear" }>): Share {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  return (x, y) => ((x - x1) * dx + (y - y1) * dy) / square;
}

function toRadialShare(paint: Extract<Paint, { kind: "radial" }>): Share {
  return (x, y) => Math.hypot(x - paint.x, y - paint.y) / paint.radius;
}
