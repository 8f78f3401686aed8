import { loadPicture, toContext } from "./render.ts";

/** In pixels, enough for a poster and small enough for the browser's storage. */
const side = 320;

/**
 * A picture as a square PNG with its proportions, as `data:` URL.
 *
 * @throws EncodingError if it is no picture that the browser can read
 */
export async function loadLogo(file: Blob): Promise<string> {
  const url = URL.createObjectURL(file);
  try {
    const picture = await loadPicture(url);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: side, height: side });
    const scale = side / Math.max(picture.naturalWidth, picture.naturalHeight, 1);
    const [width, height] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
    toContext(canvas).drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
    return canvas.toDataURL("image/png");
  } finally {
    URL.revokeObjectURL(url);
  }
}
