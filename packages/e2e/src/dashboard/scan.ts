import jsqr from "jsqr";
import { PNG } from "pngjs";

/** Its types declare a nested default export that does not exist at run time. */
const jsQR = jsqr as unknown as typeof jsqr.default;

/** Returns the text of the QR code in a picture, as a phone reads it. */
export function scan(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
