import QRCode from "qrcode";

/** The modules of a code. Coordinates may be outside of it, where all is light. */
export interface Matrix {
  /** Modules per side, without the quiet zone. */
  count: number;
  isDark: (column: number, row: number) => boolean;
}

export function toMatrix(text: string, ecc: "L" | "M" | "Q" | "H"): Matrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: ecc });
  const isInside = (position: number) => position >= 0 && position < modules.size;
  return {
    count: modules.size,
    isDark: (column, row) => isInside(column) && isInside(row) && modules.get(row, column) === 1,
  };
}

/** The dark modules, row by row. */
export function listDark({ count, isDark }: Matrix): (readonly [column: number, row: number])[] {
  const positions = Array.from({ length: count }, (_, i) => i);
  return positions.flatMap(row =>
    positions.filter(column => isDark(column, row)).map(column => [column, row] as const),
  );
}

/** A square of whole modules. */
export interface Plate {
  start: number;
  side: number;
}

/**
 * Of the width. Hides 9 % of the modules, while error correction `H` restores 30 %; the rest is a margin for dirt, distance
 * and bad light.
 */
const plateShare = 0.3;

/** The place of a logo, centred: codes have an odd number of modules, so the plate has one as well. */
export function toPlate({ count }: Matrix): Plate {
  const most = Math.floor(count * plateShare);
  const side = most % 2 === 1 ? most : most - 1;
  return { start: (count - side) / 2, side };
}

/** The code without the modules below a plate. */
export function clearPlate({ count, isDark }: Matrix, { start, side }: Plate): Matrix {
  const isHidden = (position: number) => position >= start && position < start + side;
  return { count, isDark: (column, row) => isDark(column, row) && !(isHidden(column) && isHidden(row)) };
}

/** Width of the patterns in three corners. */
export const finderSide = 7;

/** Left upper modules of the patterns in the corners. */
export function toFinders({ count }: Matrix): readonly (readonly [column: number, row: number])[] {
  const far = count - finderSide;
  return [
    [0, 0],
    [far, 0],
    [0, far],
  ];
}

/** The code without the patterns in its corners. */
export function clearFinders(matrix: Matrix): Matrix {
  const finders = toFinders(matrix);
  const isHidden = (column: number, row: number) =>
    finders.some(([x, y]) => column >= x && column < x + finderSide && row >= y && row < y + finderSide);
  return { count: matrix.count, isDark: (column, row) => matrix.isDark(column, row) && !isHidden(column, row) };
}
