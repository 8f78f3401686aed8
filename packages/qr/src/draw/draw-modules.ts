import type { QrDesign } from "@shunt/contracts/links";
import { type Command, toBox, toHole } from "../path.ts";
import { finderSide, listDark, type Matrix, toFinders } from "./matrix.ts";
import { traceOutlines } from "./trace-outlines.ts";

type Draw = (matrix: Matrix) => Command[];

/** The modules of each style. */
export const drawModules: Readonly<Record<QrDesign["dots"], Draw>> = {
  square: matrix =>
    listDark(matrix).flatMap(([column, row]) => {
      if (matrix.isDark(column - 1, row)) return [];
      let width = 1;
      while (matrix.isDark(column + width, row)) width++;
      return toBox({ x: column, y: row, width, height: 1 });
    }),
  rounded: traceOutlines,
  // Dots that touch each other, as scanners look for edges along whole rows.
  dots: matrix =>
    listDark(matrix).flatMap(([column, row]) => toBox({ x: column, y: row, width: 1, height: 1, radius: 0.5 })),
};

/** Radii of the outer ring, of the hole in it, and of the square in the middle. */
const finderRadii: Readonly<Record<QrDesign["corners"], readonly [ring: number, hole: number, middle: number]>> = {
  square: [0, 0, 0],
  rounded: [2.2, 1.3, 0.9],
  circle: [3.5, 2.5, 1.5],
};

/** The three patterns in the corners. */
export function drawFinders(matrix: Matrix, style: QrDesign["corners"]): Command[] {
  const [ring, hole, middle] = finderRadii[style];
  return toFinders(matrix).flatMap(([x, y]) => [
    ...toBox({ x, y, width: finderSide, height: finderSide, radius: ring }),
    ...toHole({ x: x + 1, y: y + 1, width: finderSide - 2, height: finderSide - 2, radius: hole }),
    ...toBox({ x: x + 2, y: y + 2, width: finderSide - 4, height: finderSide - 4, radius: middle }),
  ]);
}
