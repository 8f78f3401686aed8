import type { QrDesign } from "@shunt/contracts/links";
import { type Colour, toColour } from "../colour/colour.ts";
import { type Paint, toPaint } from "../colour/paint.ts";
import { type Command, shift, toBox } from "../path.ts";
import { layOutText } from "../text/lay-out-text.ts";
import { drawFinders, drawModules } from "./draw-modules.ts";
import { clearFinders, clearPlate, type Matrix, toMatrix, toPlate } from "./matrix.ts";

/** A part of a picture, in modules from its left upper corner. */
export interface Shape {
  fill: "dark" | "light";
  commands: Command[];
}

/** A picture of a QR code, before it is written in some format. */
export interface Drawing {
  /** In modules. */
  width: number;
  height: number;
  light: Colour;
  dark: Paint;
  /** On the light background, each on top of those before. */
  shapes: Shape[];
  /** Where a logo goes, on top of everything. */
  logo: { x: number; y: number; side: number } | undefined;
  /** Whether all edges are horizontal or vertical, so that they are drawn without smoothing. */
  isCrisp: boolean;
  /** The modules themselves, and where the first one is. */
  matrix: Matrix;
  offset: { x: number; y: number };
}

/** Draws a text as a QR code. With a logo, the modules below it are left out, and error correction is `H`. */
export function drawQr(text: string, design: QrDesign, { hasLogo = false } = {}): Drawing {
  const whole = toMatrix(text, hasLogo ? "H" : design.ecc);
  const plate = toPlate(whole);
  const matrix = hasLogo ? clearPlate(whole, plate) : whole;
  const side = matrix.count + 2 * design.margin;
  const frame = design.text === undefined ? undefined : toFrame(side, design.text, design.text_side);
  const size = frame ?? { width: side, height: side };
  const offset = { x: (frame?.x ?? 0) + design.margin, y: (frame?.y ?? 0) + design.margin };
  const code = drawCode(matrix, design).map(command => shift(command, offset));
  return {
    width: size.width,
    height: size.height,
    light: toColour(design.light),
    dark: toPaint(design, size),
    shapes: [...(frame?.shapes ?? []), { fill: "dark", commands: code }],
    // Half a module of the plate stays visible on each side.
    logo: hasLogo
      ? { x: offset.x + plate.start + 0.5, y: offset.y + plate.start + 0.5, side: plate.side - 1 }
      : undefined,
    isCrisp: isPlain(design),
    matrix,
    offset,
  };
}

/** Whether a design has squares in two colours only. */
export function isPlain({ dots, corners, gradient, text }: QrDesign): boolean {
  return dots === "square" && corners === "square" && gradient === undefined && text === undefined;
}

function drawCode(matrix: Matrix, { dots, corners }: QrDesign): Command[] {
  if (dots === "square" && corners === "square") return drawModules.square(matrix);
  return [...drawModules[dots](clearFinders(matrix)), ...drawFinders(matrix, corners)];
}

/** Widths of the frame's sides and of the bar with the text. Whole modules keep the code on whole pixels. */
const border = 2;
const barShare = 0.2;
/** Of the height of the bar. */
const textShare = 0.5;

/** A frame around a square of light, with a bar for a text. */
function toFrame(side: number, text: string, textSide: QrDesign["text_side"]) {
  const bar = Math.round(side * barShare);
  const width = side + 2 * border;
  const height = side + border + bar;
  const y = textSide === "below" ? border : bar;
  const radius = Math.round(side * 0.06);
  const textY = textSide === "below" ? y + side + bar / 2 : bar / 2;
  const place = { x: width / 2, y: textY, size: bar * textShare, maxWidth: side - border };
  const shapes: Shape[] = [
    { fill: "dark", commands: toBox({ x: 0, y: 0, width, height, radius: radius + border / 2 }) },
    { fill: "light", commands: toBox({ x: border, y, width: side, height: side, radius }) },
    { fill: "light", commands: layOutText(text, place) },
  ];
  return { width, height, x: border, y, shapes };
}
