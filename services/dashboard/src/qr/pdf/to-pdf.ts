import type { Colour, Command, Drawing, Paint } from "@shunt/qr";

/** A square picture without opacity. */
export interface PdfLogo {
  side: number;
  /** Red, green and blue of each pixel, row by row. */
  rgb: Uint8Array<ArrayBuffer>;
}

interface PdfOptions {
  /** Width in pixels of a screen, 96 to the inch. */
  size: number;
  logo?: PdfLogo | undefined;
}

const pointsPerPixel = 0.75;

/**
 * A page with the drawing as vectors (ISO 32000-1). Our own writer of a few operators, because libraries that write vectors
 * with gradients weigh more than the whole room.
 */
export async function toPdf(drawing: Drawing, { size, logo }: PdfOptions): Promise<Blob> {
  const scale = (size * pointsPerPixel) / drawing.width;
  const [width, height] = [drawing.width * scale, drawing.height * scale];
  // From modules with y downwards to points with y upwards.
  const matrix = `${[scale, 0, 0, -scale, 0, height].map(round).join(" ")}`;
  const at = logo && drawing.logo;
  const content = [
    `${matrix} cm`,
    `${toRgb(drawing.light)} rg 0 0 ${drawing.width} ${drawing.height} re f`,
    ...drawing.shapes.map(({ fill, commands }) => `${toFill(drawing, fill)} ${commands.map(toOperator).join(" ")} f`),
    ...(at ? [`q ${at.side} 0 0 ${-at.side} ${at.x} ${at.y + at.side} cm /L Do Q`] : []),
  ].join("\n");
  const resources = [
    ...(drawing.dark.kind === "plain" ? [] : [`/Pattern << /G 5 0 R >>`]),
    ...(at ? [`/XObject << /L 6 0 R >>`] : []),
  ];
  return writeObjects([
    ["<< /Type /Catalog /Pages 2 0 R >>"],
    ["<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${round(width)} ${round(height)}] /Resources << ${resources.join(" ")} >> /Contents 4 0 R >>`,
    ],
    await toStream("", new TextEncoder().encode(content)),
    [toPattern(drawing.dark, matrix)],
    ...(at
      ? [
          await toStream(
            `/Type /XObject /Subtype /Image /Width ${logo.side} /Height ${logo.side} /ColorSpace /DeviceRGB /BitsPerComponent 8`,
            logo.rgb,
          ),
        ]
      : []),
  ]);
}

function toFill({ dark, light }: Drawing, fill: "dark" | "light"): string {
  if (fill === "light") return `${toRgb(light)} rg`;
  return dark.kind === "plain" ? `${toRgb(dark.from)} rg` : "/Pattern cs /G scn";
}

const operators = { M: "m", L: "l", C: "c", Z: "h" } as const;

function toOperator([letter, ...values]: Command): string {
  return [...values.map(round), operators[letter]].join(" ");
}

/** A gradient as a colour, which is no part of the page's transformation. */
function toPattern(paint: Paint, matrix: string): string {
  if (paint.kind === "plain") return "null";
  const [type, coordinates] =
    paint.kind === "linear"
      ? [2, [paint.x1, paint.y1, paint.x2, paint.y2]]
      : [3, [paint.x, paint.y, 0, paint.x, paint.y, paint.radius]];
  const colours = `<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [${toRgb(paint.from)}] /C1 [${toRgb(paint.to)}] >>`;
  const shading = `<< /ShadingType ${type} /ColorSpace /DeviceRGB /Coords [${coordinates.map(round).join(" ")}] /Extend [true true] /Function ${colours} >>`;
  return `<< /Type /Pattern /PatternType 2 /Matrix [${matrix}] /Shading ${shading} >>`;
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
const toRgb = (colour: Colour) => colour.map(value => round(value / 255)).join(" ");

type Part = string | Uint8Array<ArrayBuffer>;

async function toStream(entries: string, content: Uint8Array<ArrayBuffer>): Promise<Part[]> {
  const deflated = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  return [`<< ${entries} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`, bytes, "\nendstream"];
}

/** A file of objects, numbered from 1, with the table of where each begins. */
function writeObjects(objects: readonly Part[][]): Blob {
  const parts: Part[] = [];
  let length = 0;
  const add = (part: Part) => {
    parts.push(part);
    length += part.length;
  };
  add("%PDF-1.7\n");
  const starts = objects.map((object, i) => {
    const start = length;
    for (const part of [`${i + 1} 0 obj\n`, ...object, "\nendobj\n"]) add(part);
    return start;
  });
  const count = objects.length + 1;
  const table = starts.map(start => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
  );
  return new Blob(parts, { type: "application/pdf" });
}
