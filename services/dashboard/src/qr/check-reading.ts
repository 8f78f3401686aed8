import { countReadings, type Drawing, readingCount } from "@shunt/qr";
import { toCanvas, toContext } from "./render.ts";

/** How well a phone reads a design. */
export type Verdict = "good" | "hard" | "none";

/** Reads a picture at several levels of blur, as a phone near or far does. One of them is hard for any code. */
export async function checkReading(drawing: Drawing, text: string, logo: string | undefined): Promise<Verdict> {
  const { default: scan } = await import("jsqr");
  const readings = await countReadings(drawing, text, {
    render: async grid => {
      const canvas = await toCanvas(drawing, grid, logo);
      return toContext(canvas).getImageData(0, 0, canvas.width, canvas.height);
    },
    // Many scanners do not read light modules on a dark background.
    scan: ({ data, width, height }) => scan(data, width, height, { inversionAttempts: "dontInvert" })?.data,
  });
  if (readings === 0) return "none";
  return readings >= readingCount - 1 ? "good" : "hard";
}
