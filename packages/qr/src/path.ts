/** A step of an outline, in modules. Outlines run clockwise and holes anticlockwise, so they fill by the nonzero rule. */
export type Command =
  | readonly ["M" | "L", x: number, y: number]
  | readonly ["C", x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ["Z"];

/** The same step from another origin. */
export function shift(command: Command, { x, y }: { x: number; y: number }): Command {
  switch (command[0]) {
    case "Z":
      return command;
    case "C": {
      const [letter, x1, y1, x2, y2, endX, endY] = command;
      return [letter, x1 + x, y1 + y, x2 + x, y2 + y, endX + x, endY + y];
    }
    default:
      return [command[0], command[1] + x, command[2] + y];
  }
}

/** Where a step ends. */
export function toEnd(command: Exclude<Command, readonly ["Z"]>): Point {
  return command[0] === "C" ? [command[5], command[6]] : [command[1], command[2]];
}

/** Distance of the control points of a quarter of a circle, for a radius of 1 (https://spencermortensen.com/articles/bezier-circle). */
const kappa = 0.5523;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  radius?: number;
}

/** A rectangle with round corners; with half its width as radius, a circle. */
export function toBox({ x, y, width, height, radius = 0 }: Box): Command[] {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;
  return toRoundedLoop(corners, () => radius);
}

/** Cuts a box out of a shape. */
export function toHole({ x, y, width, height, radius = 0 }: Box): Command[] {
  const corners = [
    [x, y],
    [x, y + height],
    [x + width, y + height],
    [x + width, y],
  ] as const;
  return toRoundedLoop(corners, () => radius);
}

export type Point = readonly [x: number, y: number];

/** A closed outline of horizontal and vertical lines. @param radiusOf the radius at a corner, from its index */
export function toRoundedLoop(corners: readonly Point[], radiusOf: (index: number) => number): Command[] {
  const at = (index: number) => corners[(index + corners.length) % corners.length] as Point;
  const commands = corners.flatMap((corner, i): Command[] => {
    const radius = radiusOf(i);
    if (radius === 0) return [["L", ...corner]];
    const before = towards(corner, at(i - 1));
    const after = towards(corner, at(i + 1));
    return [
      ["L", ...before(radius)],
      ["C", ...before(radius * (1 - kappa)), ...after(radius * (1 - kappa)), ...after(radius)],
    ];
  });
  const [, x, y] = commands[0] as readonly ["L", number, number];
  return [["M", x, y], ...commands.slice(1), ["Z"]];
}

function towards([x, y]: Point, [toX, toY]: Point): (distance: number) => Point {
  return distance => [x + Math.sign(toX - x) * distance, y + Math.sign(toY - y) * distance];
}
