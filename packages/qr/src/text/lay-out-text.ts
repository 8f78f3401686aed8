import type { Command } from "../path.ts";
import { glyphs } from "./glyphs.ts";

/** Characters of a text that cannot be drawn, each once. */
export function findUnknown(text: string): string[] {
  return [...new Set(text.normalize("NFC"))].filter(character => !glyphs.has(character));
}

const unitsPerEm = 1_000;
/** Height of capital letters, in ems. */
const capHeight = 0.728;

interface Place {
  /** Middle of the text. */
  x: number;
  y: number;
  /** Height of an em, unless the text would be wider than `maxWidth`. */
  size: number;
  maxWidth: number;
}

/** Outlines of one line of text, in the middle of a place. Unknown characters are left out. */
export function layOutText(text: string, { x, y, size, maxWidth }: Place): Command[] {
  const line = [...text.normalize("NFC")].map(character => glyphs.get(character)).filter(glyph => glyph !== undefined);
  const width = line.reduce((sum, [advance]) => sum + advance, 0) / unitsPerEm;
  const em = Math.min(size, maxWidth / Math.max(width, 1e-9));
  const baseline = y + (capHeight / 2) * em;
  let left = x - (width / 2) * em;
  return line.flatMap(([advance, path]) => {
    const start = left;
    left += (advance / unitsPerEm) * em;
    return readPath(
      path,
      value => start + (value / unitsPerEm) * em,
      value => baseline - (value / unitsPerEm) * em,
    );
  });
}

function readPath(path: string, toX: (value: number) => number, toY: (value: number) => number): Command[] {
  let [lastX, lastY] = [0, 0];
  return [...path.matchAll(/([MLQZ])([^A-Z]*)/g)].map(([, letter, numbers]): Command => {
    if (letter === "Z") return ["Z"];
    const values = (numbers as string).split(" ").map((value, i) => (i % 2 === 0 ? toX : toY)(Number(value)));
    const [x, y] = values.slice(-2) as [number, number];
    const [fromX, fromY] = [lastX, lastY];
    [lastX, lastY] = [x, y];
    if (letter !== "Q") return [letter as "M" | "L", x, y];
    // The same curve with two control points, the only kind that PDF knows.
    const [controlX, controlY] = values as [number, number];
    const towards = (end: number, control: number) => end + ((control - end) * 2) / 3;
    return ["C", towards(fromX, controlX), towards(fromY, controlY), towards(x, controlX), towards(y, controlY), x, y];
  });
}
