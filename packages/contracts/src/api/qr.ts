import { z } from "zod";
import { pictureNamesInEnglish } from "../picture-types.ts";
import { TargetUrl } from "../target-url.ts";
import { OnDomain } from "./codes.ts";
import { wholeNumber } from "./query.ts";

const Colour = z.string().regex(/^#?[0-9a-fA-F]{6}$/, "must be a colour as six hexadecimal digits, such as 1a2b3c");

const maxTextLength = 40;

export const QrQuery = OnDomain.extend({
  format: z.enum(["png", "svg"]).default("png").describe("Format of the picture."),
  size: wholeNumber(64, 2048).default(300).describe("Width and height in pixels."),
  margin: wholeNumber(0, 20).default(4).describe("Width of the quiet zone in modules. ISO/IEC 18004 requires four."),
  ecc: z
    .enum(["L", "M", "Q", "H"])
    .default("M")
    .describe("Error correction level: about 7, 15, 25 or 30 % of the code may be damaged."),
  dark: Colour.default("000000").describe("Colour of the dark modules as six hexadecimal digits."),
  light: Colour.default("ffffff").describe(
    "Colour of the background as six hexadecimal digits. Its contrast to `dark` must be at least 3 to 1.",
  ),
  logo: TargetUrl.refine(url => url.startsWith("https:"), "must be an https URL")
    .optional()
    .describe(
      `An https URL of a ${pictureNamesInEnglish} of at most 1 MB. It is drawn on a plate of the light colour in the middle, with error correction \`H\`.`,
    ),
  dots: z
    .enum(["square", "rounded", "dots"])
    .default("square")
    .describe("Shape of the modules: squares, connected shapes with round corners, or single dots."),
  corners: z
    .enum(["square", "rounded", "circle"])
    .default("square")
    .describe("Shape of the three patterns in the corners, by which scanners find the code."),
  gradient: Colour.optional().describe(
    "Second colour of the dark modules, which then change from `dark` to it. Its contrast to `light` must be at least 3 to 1 as well.",
  ),
  gradient_direction: z
    .enum(["diagonal", "down", "right", "outward"])
    .default("diagonal")
    .describe("Where the colour of `gradient` is: at the bottom right, the bottom, the right or the edges."),
  text: z
    .string()
    .trim()
    .min(1)
    .max(maxTextLength)
    .optional()
    .describe(
      "A call to action, such as `Scan me`, in a frame around the code: Latin, Greek and Cyrillic letters, digits and signs. `size` is then the width, and the picture is higher.",
    ),
  text_side: z.enum(["below", "above"]).default("below").describe("Where the `text` is."),
});
export type QrQuery = z.infer<typeof QrQuery>;

/** Look of a QR code, whatever its size and format. */
export type QrDesign = Omit<QrQuery, "format" | "size" | "domain" | "logo">;
