import jsqr from "jsqr";
import { PNG } from "pngjs";

/** Its types declare a default export within the default export, but there is none at run time. */
const jsQR = jsqr as unknown as typeof jsqr.default;

/** The text that a phone reads from a PNG. */
export function scanQr(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
