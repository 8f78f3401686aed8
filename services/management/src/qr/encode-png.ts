import { crc32, deflateSync } from "node:zlib";
import type { Colour } from "@shunt/qr";

export interface TwoColourImage {
  /** In pixels. */
  size: number;
  /** Not called for rows in the same band as the row above. */
  isSet: (x: number, y: number) => boolean;
  /** Consecutive rows of one band are equal. */
  bandOf: (y: number) => number;
  colours: readonly [Colour, Colour];
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bitDepth = 1;
const indexed = 3;
/** The fastest level compresses the long runs of equal bytes as well as the best one. */
const compressionLevel = 1;

/** One bit per pixel and a palette (https://www.w3.org/TR/png-3/). */
export function encodePng({ size, isSet, bandOf, colours }: TwoColourImage): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = bitDepth;
  header[9] = indexed;
  // Each row begins with its filter type, 0 for none.
  const rowBytes = 1 + Math.ceil(size / 8);
  const rows = Buffer.alloc(rowBytes * size);
  for (let y = 0; y < size; y++) {
    const start = y * rowBytes;
    if (y > 0 && bandOf(y) === bandOf(y - 1)) rows.copyWithin(start, start - rowBytes, start);
    else drawRow(rows, start + 1, size, x => isSet(x, y));
  }
  return Buffer.concat([
    signature,
    toChunk("IHDR", header),
    toChunk("PLTE", Buffer.from(colours.flat())),
    toChunk("IDAT", deflateSync(rows, { level: compressionLevel })),
    toChunk("IEND", Buffer.alloc(0)),
  ]);
}

function drawRow(rows: Buffer, start: number, size: number, isSet: (x: number) => boolean): void {
  for (let x = 0; x < size; x++) {
    if (isSet(x)) rows[start + (x >> 3)] = (rows[start + (x >> 3)] as number) | (0x80 >> (x & 7));
  }
}

function toChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}
