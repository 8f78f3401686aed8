import { z } from "zod";
import { pictureTypes } from "../../picture-types.ts";

export const maxMediaBytes = 5 * 1_048_576;

export const MediaBytes = z
  .custom<Uint8Array>(
    value => value instanceof Uint8Array && value.length > 0,
    `must be a picture: ${pictureTypes.join(", ")}`,
  )
  .describe("The bytes of the picture.");

export const Media = z
  .object({
    media_id: z.uuid().describe("Id of the picture, for `media` of a post."),
    url: z.string().describe("Public URL of the picture."),
    media_type: z.enum(pictureTypes).describe("Media type of the picture."),
    bytes: z.int().describe("Size in bytes."),
    width: z.int().describe("Width in pixels."),
    height: z.int().describe("Height in pixels."),
  })
  .meta({ id: "Media" });
export type Media = z.infer<typeof Media>;

export const MediaParams = z.object({ media_id: z.uuid().describe("Id of the picture.") });
