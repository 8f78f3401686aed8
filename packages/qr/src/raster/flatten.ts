import type { Command } from "../path.ts";
import type { PixelGrid } from "./pixel-grid.ts";

/** In pixels. */
export type Line = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** Longest part of a curve that is drawn as a straight line, in pixels, and the most parts of one. */
const partLength = 3;
const maxParts = 24;

/** An outline as straight lines. */
export function flatten(commands: readonly Command[], { scale, offset }: PixelGrid): Line[] {
  const lines: Line[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    lines.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const command of commands) {
    const [x1, y1, x2, y2, x3, y3] = (command.slice(1) as number[]).map(value => value * scale + offset) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    switch (command[0]) {
      case "M":
        [x, y, startX, startY] = [x1, y1, x1, y1];
        break;
      case "L":
        lineTo(x1, y1);
        break;
      case "C": {
        const [fromX, fromY] = [x, y];
        const length = Math.hypot(x1 - x, y1 - y) + Math.hypot(x2 - x1, y2 - y1) + Math.hypot(x3 - x2, y3 - y2);
        const parts = Math.min(Math.ceil(length / partLength) + 1, maxParts);
        for (let part = 1; part <= parts; part++) {
          const at = part / parts;
          lineTo(onCurve(at, fromX, x1, x2, x3), onCurve(at, fromY, y1, y2, y3));
        }
        break;
      }
      case "Z":
        lineTo(startX, startY);
        break;
    }
  }
  return lines;
}

function onCurve(at: number, from: number, first: number, second: number, to: number): number {
  const rest = 1 - at;
  return rest ** 3 * from + 3 * rest ** 2 * at * first + 3 * rest * at ** 2 * second + at ** 3 * to;
}
