import jsqr from "jsqr";
import { PNG } from "pngjs";

/** Its types tell of a default export within the default export; there is none. */
const jsQR = jsqr as unknown as typeof jsqr.default;

/** What a phone reads out of a PNG. */
export function scanQr(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
