/**
 * Bounds what decoders do before limits of pixels and seconds apply. Removes the texts of a PNG: a kilobyte can unpack to 50 MB. Bytes
 * of other formats stay as they are.
 *
 * @throws Error for a JPEG of more scans than any program writes, because each is a pass over all pixels
 */
export function toBoundedPicture(body: Uint8Array): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.indexOf(pngSignature) === 0) return withoutTexts(bytes);
  if (bytes.indexOf(startOfImage) === 0 && countOf(startOfScan, bytes) > maxScans)
    throw new Error(`JPEG with more than ${maxScans} scans`);
  return bytes;
}

const pngSignature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Optional chunks that change how a picture looks (https://www.w3.org/TR/png-3/#11Chunks). Required ones begin with a capital. */
const visibleChunks = ["tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "eXIf"];

/** Bytes of the length, type and checksum of a chunk. */
const chunkFrame = 12;

function withoutTexts(png: Buffer): Buffer {
  const kept: Uint8Array[] = [pngSignature];
  for (let at = pngSignature.length; at + chunkFrame <= png.length; ) {
    const end = at + chunkFrame + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (/^[A-Z]/.test(type) || visibleChunks.includes(type)) kept.push(png.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

const startOfImage = Buffer.from([0xff, 0xd8]);
const startOfScan = Buffer.from([0xff, 0xda]);
/** Progressive pictures have about ten. Other data in a file, such as a film behind the picture, has these bytes by chance. */
const maxScans = 200;

function countOf(bytes: Buffer, within: Buffer): number {
  let count = 0;
  for (let at = within.indexOf(bytes); at >= 0; at = within.indexOf(bytes, at + 1)) count++;
  return count;
}
