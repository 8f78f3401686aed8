import { Problem } from "@shunt/contracts/problem";
import { type PictureType, pictureNamesInEnglish, pictureTypes } from "@shunt/contracts/social";
import type { Metadata, OutputInfo, Sharp, SharpOptions } from "sharp";
import type { Requester } from "../../outbound/index.ts";
import { toBoundedPicture, withSharp } from "../../pictures/index.ts";
import type { SocialContext } from "../social-context.ts";

export interface Picture {
  bytes: Buffer<ArrayBuffer>;
  mediaType: PictureType;
  width: number;
  height: number;
}

type PictureContext = Pick<SocialContext, "lanes" | "log">;

/** Longer side of a stored picture (pixels). */
const maxSide = 4_096;
/** Pixels of an upload, over all frames. Animations take several times as long to process. */
const maxPixels = 32 * 1_024 * 1_024;
const maxMovingPixels = 16 * 1_024 * 1_024;
const maxFrames = 1_000;
const maxSeconds = 20;
/** Twice the upload limit: no real picture grows that much. */
const maxKeptBytes = 10 * 1_048_576;

/**
 * Re-encodes a picture in its format, which removes metadata and hidden data, applies the orientation and limits the
 * size.
 *
 * @throws Problem "media-refused" for anything that is not a picture of `pictureTypes`, or is too large
 */
export function redrawPicture(context: PictureContext, requester: Requester, body: Uint8Array): Promise<Picture> {
  return context.lanes.uploads.run(requester.owner, requester.signal, () =>
    withSharp(context, requester, async sharp => {
      try {
        const bounded = toBoundedPicture(body);
        return await redraw(options => sharp(bounded, options), body);
      } catch (err) {
        if (err instanceof Problem) throw err;
        context.log.debug({ err }, "picture cannot be decoded");
        throw new Problem("media-refused", `This is not a readable ${pictureNamesInEnglish} picture`, { cause: err });
      }
    }),
  );
}

async function redraw(read: (options: SharpOptions) => Sharp, body: Uint8Array): Promise<Picture> {
  const options = { animated: true, failOn: "error", limitInputPixels: maxPixels } as const;
  // We check the size ourselves, to say what is wrong.
  const metadata = await read({ ...options, limitInputPixels: false }).metadata();
  const mediaType = pictureTypes.find(type => type === `image/${metadata.format}`);
  if (!mediaType) throw new Problem("media-refused");
  const isMoving = (metadata.pages ?? 1) > 1;
  assertNotTooLarge(metadata, isMoving);
  if (mediaType === "image/gif") assertCompleteGif(body);
  const upright = isMoving ? read(options) : read(options).autoOrient();
  const scaled = upright.resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true });
  const { data, info } = await encode(scaled, mediaType, metadata)
    .timeout({ seconds: maxSeconds })
    .toBuffer({ resolveWithObject: true });
  if (data.length > maxKeptBytes)
    throw new Problem("media-refused", "This picture is too large even after compression. Upload a smaller one");
  return { bytes: data, mediaType, width: info.width, height: toFrameHeight(info) };
}

/** A small file can decode to a picture that fills the memory. */
function assertNotTooLarge({ width, height, pages = 1 }: Metadata, isMoving: boolean): void {
  // The height of an animation covers all frames, stacked vertically.
  if (width * height <= (isMoving ? maxMovingPixels : maxPixels) && pages <= maxFrames) return;
  throw new Problem(
    "media-refused",
    isMoving
      ? `This animation is too large. Use at most ${toMegapixels(maxMovingPixels)} megapixels over all frames, and ${maxFrames} frames`
      : `This picture is too large. Use at most ${toMegapixels(maxPixels)} megapixels`,
  );
}

const toMegapixels = (pixels: number) => Math.floor(pixels / 1_000_000);

/**
 * The decoder accepts a truncated GIF with fewer frames. Complete ones end with this byte, possibly followed by zeros.
 */
function assertCompleteGif(body: Uint8Array): void {
  const last = body.findLast(byte => byte !== 0);
  if (last !== 0x3b) throw new Problem("media-refused", "This GIF is incomplete");
}

function encode(picture: Sharp, mediaType: PictureType, { isPalette }: Metadata): Sharp {
  switch (mediaType) {
    case "image/png":
      return picture.png({ palette: isPalette });
    case "image/jpeg":
      return picture.jpeg({ quality: 85 });
    case "image/webp":
      return picture.webp({ quality: 85 });
    case "image/gif":
      return picture.gif({ effort: 3 });
  }
}

function toFrameHeight({ height, pageHeight }: OutputInfo): number {
  return pageHeight ?? height;
}
