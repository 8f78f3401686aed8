import { Problem } from "@shunt/contracts/problem";
import { type Media, mediaTypes } from "@shunt/contracts/social";
import type { Metadata, OutputInfo, Sharp, SharpOptions } from "sharp";
import type { Requester } from "../../outbound/index.ts";
import { withSharp } from "../../pictures/index.ts";
import type { SocialContext } from "../social-context.ts";

export interface Picture {
  bytes: Buffer<ArrayBuffer>;
  mediaType: Media["media_type"];
  width: number;
  height: number;
}

type PictureContext = Pick<SocialContext, "lanes" | "log">;

/** Of either side, as it is kept. */
const maxSide = 4_096;
/** As it comes, all frames together; what moves takes a multiple of the time. */
const maxPixels = 32 * 1_024 * 1_024;
const maxMovingPixels = 16 * 1_024 * 1_024;
const maxFrames = 1_000;
const maxSeconds = 20;
/** Twice what may be uploaded: no real picture grows so much. */
const maxKeptBytes = 10 * 1_048_576;

/**
 * A picture as one of our own making, in its own format: what a camera or anybody else has written into or behind it is gone, the way
 * up is the right one, and it is not larger than screens are.
 *
 * @throws Problem "media-refused" for whatever a browser would not show as a PNG, JPEG, WebP or GIF, or is too large
 */
export function redrawPicture(context: PictureContext, requester: Requester, body: Uint8Array): Promise<Picture> {
  return context.lanes.uploads.run(requester.owner, requester.signal, () =>
    withSharp(context, requester, async sharp => {
      try {
        return await redraw(options => sharp(body, options), body);
      } catch (err) {
        if (err instanceof Problem) throw err;
        context.log.debug({ err }, "picture not read");
        throw new Problem("media-refused", "This cannot be read as a PNG, JPEG, WebP or GIF", { cause: err });
      }
    }),
  );
}

async function redraw(read: (options: SharpOptions) => Sharp, body: Uint8Array): Promise<Picture> {
  const options = { animated: true, failOn: "error", limitInputPixels: maxPixels } as const;
  // The limit is held against the size by us, who can say what was wrong.
  const metadata = await read({ ...options, limitInputPixels: false }).metadata();
  const mediaType = mediaTypes.find(type => type === `image/${metadata.format}`);
  if (!mediaType) throw new Problem("media-refused");
  const isMoving = (metadata.pages ?? 1) > 1;
  refuseLarge(metadata, isMoving);
  if (mediaType === "image/gif") refuseCutGif(body);
  const upright = isMoving ? read(options) : read(options).autoOrient();
  const scaled = upright.resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true });
  const { data, info } = await encode(scaled, mediaType, metadata)
    .timeout({ seconds: maxSeconds })
    .toBuffer({ resolveWithObject: true });
  if (data.length > maxKeptBytes) throw new Problem("media-refused", "This picture cannot be made small enough");
  return { bytes: data, mediaType, width: info.width, height: toFrameHeight(info) };
}

/** A few kilobytes can hold a picture that would fill the memory. */
function refuseLarge({ width, height, pages = 1 }: Metadata, isMoving: boolean): void {
  // Of what moves, the height is that of all frames one below the other.
  if (width * height <= (isMoving ? maxMovingPixels : maxPixels) && pages <= maxFrames) return;
  throw new Problem(
    "media-refused",
    isMoving ? "This animation is too long or too large" : "This picture is too large",
  );
}

/** The decoder takes one that has been cut off for one with fewer frames. All end with the same byte, and zeros perhaps. */
function refuseCutGif(body: Uint8Array): void {
  const last = body.findLast(byte => byte !== 0);
  if (last !== 0x3b) throw new Problem("media-refused", "This GIF does not end as one");
}

function encode(picture: Sharp, mediaType: Picture["mediaType"], { isPalette }: Metadata): Sharp {
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
