import { z } from "zod";

/** Of a picture that is uploaded. */
export const maxMediaBytes = 5 * 1_048_576;
export const mediaTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

export const MediaBytes = z.custom<Uint8Array>(
  value => value instanceof Uint8Array && value.length > 0,
  `must be a picture: ${mediaTypes.join(", ")}`,
);

export const Media = z
  .object({
    media_id: z.uuid().meta({ description: "For `media` of a post." }),
    url: z.string(),
    media_type: z.enum(mediaTypes),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: "Media" });
export type Media = z.infer<typeof Media>;

export const MediaParams = z.object({ media_id: z.uuid() });
