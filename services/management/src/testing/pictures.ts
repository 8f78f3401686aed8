import { crc32, deflateSync } from "node:zlib";
import { type PictureType, pictureTypes } from "@shunt/contracts/social";
import sharp from "sharp";
import type { Answer, TestApi } from "./start-test-api.ts";

export type Format = PictureType extends `image/${infer Name}` ? Name : never;
export const formats = pictureTypes.map(type => type.slice("image/".length) as Format);
export const typeOf = Object.fromEntries(formats.map(name => [name, `image/${name}`])) as Record<Format, PictureType>;

export function aPicture(width = 40, height = width) {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 0, b: 0 } } });
}

/** Noise that no format compresses well. */
export function aNoisyPicture(side: number) {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: side, height: side, channels: 3, background: "#888", noise } });
}

/** A chunk of a PNG. */
export function aChunk(type: string, data: Uint8Array): Buffer<ArrayBuffer> {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** Bytes of the signature and the header of a PNG. */
const beforeOptionalChunks = 33;

/** A small PNG with texts that unpack to 48 MB each. */
export async function aPngWithTexts(count: number): Promise<Buffer<ArrayBuffer>> {
  const png = await aPicture().png().toBuffer();
  const text = aChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(Buffer.alloc(48_000_000, "x"))]));
  const texts = Array<Uint8Array>(count).fill(text);
  return Buffer.concat([png.subarray(0, beforeOptionalChunks), ...texts, png.subarray(beforeOptionalChunks)]);
}

/** A grey JPEG of 64 × 64 pixels. Each scan has one coefficient of all blocks, which is zero. */
export function aJpegWithScans(count: number): Buffer<ArrayBuffer> {
  const segment = (marker: number, ...data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
  const tableWith = (id: number, symbol: number) => segment(0xc4, id, 1, ...Array<number>(15).fill(0), symbol);
  const head = [
    ...[0xff, 0xd8],
    ...segment(0xdb, 0, ...Array<number>(64).fill(1)),
    ...segment(0xc2, 8, 0, 64, 0, 64, 1, 1, 0x11, 0),
    ...tableWith(0x00, 0x00),
    ...tableWith(0x10, 0x60),
  ];
  const first = [...segment(0xda, 1, 1, 0, 0, 0, 0x01), ...Array<number>(8).fill(0)];
  // One code of seven bits ends all 64 blocks.
  const others = Array.from({ length: count - 1 }, (_, i) => {
    const low = 13 - Math.floor(i / 63);
    const coefficient = 1 + (i % 63);
    return [...segment(0xda, 1, 1, 0, coefficient, coefficient, low === 13 ? 13 : ((low + 1) << 4) | low), 0x01];
  });
  return Buffer.from([...head, ...first, ...others.flat(), 0xff, 0xd9]);
}

export interface UploadOptions {
  token: string;
  /** The media type that the client sends. */
  type?: string;
  path?: string;
  headers?: Record<string, string>;
}

export async function uploadPicture(
  { url }: TestApi,
  body: Uint8Array<ArrayBuffer> | string,
  { token, type = typeOf.png, path = "/api/v1/media", headers = {} }: UploadOptions,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": type, ...(token && { authorization: `Bearer ${token}` }), ...headers },
    body,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export async function getPicture(
  { url }: TestApi,
  id: string,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; body: Buffer }> {
  const answer = await fetch(`${url}/api/v1/media/${id}`, init);
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}
