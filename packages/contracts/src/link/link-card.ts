import { z } from "zod";
import { text } from "../text.ts";
import { webUrl } from "../web-url.ts";

/** One line: readers of the card show no others. */
const line = (max: number) => text({ min: 1, max }).overwrite(value => value.replace(/\s+/g, " "));

const Pixels = z.int().min(1).max(10_000);

/** The card of a link in messages and posts. */
export const LinkCard = z.strictObject({
  title: line(200).describe("Heading of the card."),
  description: line(500).nullish().describe("Text below the heading, or `null`."),
  image_url: webUrl(2_048)
    .nullish()
    .describe("URL of its picture, or `null`. `POST /api/v1/media` stores one on this server."),
  image_width: Pixels.nullish().describe("Width of the picture in pixels, or `null`."),
  image_height: Pixels.nullish().describe("Height of the picture in pixels, or `null`."),
});
export type LinkCard = z.output<typeof LinkCard>;
