import { z } from "zod";
import { TargetUrl } from "../target-url.ts";
import { OnDomain } from "./codes.ts";
import { wholeNumber } from "./query.ts";

const Colour = z.string().regex(/^#?[0-9a-fA-F]{6}$/, "must be a colour as six hexadecimal digits, such as 1a2b3c");

export const QrQuery = OnDomain.extend({
  format: z.enum(["png", "svg"]).default("png"),
  size: wholeNumber(64, 2048).default(300).meta({ description: "Width and height in pixels." }),
  margin: wholeNumber(0, 20).default(4).meta({ description: "Quiet zone in modules; ISO/IEC 18004 asks for four." }),
  ecc: z
    .enum(["L", "M", "Q", "H"])
    .default("M")
    .meta({ description: "Error correction: about 7, 15, 25 or 30 % of the code may be lost." }),
  dark: Colour.default("000000"),
  light: Colour.default("ffffff"),
  logo: TargetUrl.refine(url => url.startsWith("https:"), "must be an https URL")
    .optional()
    .meta({
      description:
        "An https URL of a PNG, JPEG, WebP or GIF of 1 MB at most, drawn on a light plate in the middle. Error correction is `H` then.",
    }),
});
export type QrQuery = z.infer<typeof QrQuery>;
