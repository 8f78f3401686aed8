import { deflateSync } from "node:zlib";
import { makeScratchDirectory } from "@shunt/testing";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aChunk,
  aJpegWithScans,
  aNoisyPicture,
  aPicture,
  aPngWithTexts,
  type Format,
  formats,
  getPicture,
  typeOf,
  uploadPicture,
} from "../../testing/pictures.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
let token: string;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  api = await startTestApi({ MEDIA_DIR: scratch.path });
  ({ token } = await api.signUp());
});
afterAll(async () => {
  await api.stop();
  await scratch.remove();
});

const get = (id: string) => getPicture(api, id);
const upload = (body: Uint8Array<ArrayBuffer>, { type = typeOf.png }: { type?: string } = {}) =>
  uploadPicture(api, body, { token, type });

async function refusalOf(body: Uint8Array<ArrayBuffer>) {
  const answer = await upload(body);
  return [answer.status, answer.body.code, answer.body.detail];
}

test("redrawPicture detects the format from the bytes, not from the header", async () => {
  const { status, body } = await upload(await aPicture().webp().toBuffer(), { type: "image/jpeg" });

  expect([status, body.media_type]).toEqual([201, "image/webp"]);
});

const script = "<script>alert(1)</script>";

/** A picture with every kind of metadata that the format supports. */
async function aMarkedPicture(name: Format): Promise<Buffer<ArrayBuffer>> {
  const exif = { IFD0: { Artist: `Ann ${script}` }, IFD3: { GPSLatitude: "52/1 31/1 0/1" } };
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${script}</x:xmpmeta>`;
  const picture = aPicture().toFormat(name).withXmp(xmp).withExif(exif).withIccProfile("p3");
  const bytes = (await picture.toBuffer()) as Buffer<ArrayBuffer>;
  if (name !== "gif") return bytes;
  const comment = Buffer.from([0x21, 0xfe, script.length, ...Buffer.from(script), 0]);
  return Buffer.concat([bytes.subarray(0, -1), comment, bytes.subarray(-1)]);
}

test.each(formats)("metadata is removed from a %s", async name => {
  const marked = await aMarkedPicture(name);
  const { body: media } = await upload(marked);

  const { body } = await get(media.media_id);

  expect(marked.toString("latin1")).toContain(script);
  expect(body.toString("latin1")).not.toMatch(/script|xmpmeta|Ann/);
  const { exif, xmp, icc, comments } = await sharp(body).metadata();
  expect([exif, xmp, icc, comments]).toEqual([undefined, undefined, undefined, undefined]);
});

test("the orientation of a photo is applied", async () => {
  const left = await aPicture(20, 30).png().toBuffer();
  const onItsSide = await sharp({ create: { width: 60, height: 30, channels: 3, background: "#fff" } })
    .composite([{ input: left, left: 0, top: 0 }])
    .jpeg()
    .withExif({ IFD0: { Orientation: "6" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();

  const { body: media } = await upload(onItsSide, { type: typeOf.jpeg });

  expect([media.width, media.height]).toEqual([30, 60]);
  const { data, info } = await sharp((await get(media.media_id)).body)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  expect(at(15, 5)[1]).toBeLessThan(60);
  expect(at(15, 50)[1]).toBeGreaterThan(200);
});

test("large pictures are scaled down", async () => {
  const { body: media } = await upload(await aPicture(5_000, 1_000).png().toBuffer());

  expect([media.width, media.height]).toEqual([4_096, 819]);
});

test.each(["gif", "webp"] as const)("an animated %s stays animated", async name => {
  const frames = await Promise.all(
    ["red", "lime", "blue"].map(background =>
      sharp({ create: { width: 20, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp(frames, { join: { animated: true } })
    .toFormat(name, { delay: [100, 200, 300], loop: 3 })
    .toBuffer();

  const { body: media } = await upload(moving, { type: typeOf[name] });

  expect(media).toMatchObject({ media_type: typeOf[name], width: 20, height: 10 });
  const shown = await sharp((await get(media.media_id)).body, { animated: true }).metadata();
  expect(shown).toMatchObject({ pages: 3, pageHeight: 10, delay: [100, 200, 300], loop: 3 });
});

test.each(formats)("data after the end of a %s is removed", async name => {
  const page = Buffer.from("<html><script>alert(document.domain)</script></html>");
  const zip = Buffer.from("PK\x03\x04payload.js");
  // A GIF must end with its trailer byte, so this one does too.
  const end = Buffer.from(";");
  const polyglot = Buffer.concat([await aPicture().toFormat(name).toBuffer(), page, zip, end]);

  const answer = await upload(polyglot, { type: typeOf[name] });

  if (answer.status === 201)
    expect((await get(answer.body.media_id)).body.toString("latin1")).not.toMatch(/script|payload/);
  else expect([answer.status, answer.body.code]).toEqual([422, "media-refused"]);
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const unreadable = "This is not a readable PNG, JPEG, WebP or GIF picture";

test.each<[string, () => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>]>([
  ["text", () => Buffer.from("not a picture")],
  ["a page", () => Buffer.from("<!doctype html><script>alert(1)</script>")],
  ["an SVG", () => Buffer.from(svg)],
  [
    "an SVG that begins like a PNG",
    () => Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.from(svg)]),
  ],
  ["a script that begins like a GIF", () => Buffer.from("GIF89a/*\0\0\0\0*/=1;alert(1);")],
  ["zeros", () => Buffer.alloc(10_000)],
  ["a TIFF", () => aPicture().tiff().toBuffer() as Promise<Buffer<ArrayBuffer>>],
  ["an AVIF", () => aPicture().avif().toBuffer() as Promise<Buffer<ArrayBuffer>>],
])("redrawPicture refuses %s", async (_what, make) => {
  expect(await refusalOf(await make())).toEqual([422, "media-refused", unreadable]);
});

test.each(formats)("a truncated %s is refused", async name => {
  const whole = (await aNoisyPicture(150).toFormat(name).toBuffer()) as Buffer<ArrayBuffer>;

  for (const part of [0.2, 0.6, 0.95]) {
    const [status, code] = await refusalOf(whole.subarray(0, Math.floor(whole.length * part)));
    expect([status, code]).toEqual([422, "media-refused"]);
  }
});

test("an animation that is truncated between two frames is refused", async () => {
  const frames = await Promise.all(Array.from({ length: 10 }, () => aNoisyPicture(50).png().toBuffer()));
  const whole = (await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()) as Buffer<ArrayBuffer>;

  const [status, code] = await refusalOf(whole.subarray(0, Math.floor(whole.length / 2)));

  expect([status, code]).toEqual([422, "media-refused"]);
});

/** One colour, one bit per pixel (https://www.w3.org/TR/png-3/). */
function aHugePng(side: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc(side * (1 + side / 8)));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, aChunk("IHDR", header), aChunk("IDAT", pixels), aChunk("IEND", Buffer.alloc(0))]);
}

test("a small file that decodes to a huge picture is refused", async () => {
  const bomb = aHugePng(30_000);

  expect(bomb.length).toBeLessThan(200_000);
  expect(await refusalOf(bomb)).toEqual([422, "media-refused", "This picture is too large. Use at most 33 megapixels"]);
  expect((await upload(aHugePng(800))).status).toBe(201);
});

/** The most memory that this process has had. */
const peakMegabytes = () => process.resourceUsage().maxRSS / 1_024;

test("texts of a PNG, which unpack to far more than it has pixels, are not unpacked", async () => {
  const bomb = await aPngWithTexts(6);
  const before = peakMegabytes();

  const { status } = await upload(bomb);

  expect([status, bomb.length < 300_000]).toEqual([201, true]);
  expect(peakMegabytes() - before).toBeLessThan(200);
});

test("a JPEG of hundreds of scans is refused, and one of many is not", async () => {
  expect((await upload(aJpegWithScans(100))).status).toBe(201);
  expect((await refusalOf(aJpegWithScans(400))).slice(0, 2)).toEqual([422, "media-refused"]);
});

test("an animation with too many pixels or frames is refused", async () => {
  const frame = await aPicture(1_000).png().toBuffer();
  const dot = await aPicture(1).png().toBuffer();
  const join = { join: { animated: true }, limitInputPixels: false };
  const large = await sharp(Array(20).fill(frame), join).gif({ effort: 1, keepDuplicateFrames: true }).toBuffer();
  const long = await sharp(Array(1_001).fill(dot), join).gif({ effort: 1, keepDuplicateFrames: true }).toBuffer();

  for (const gif of [large, long])
    expect(await refusalOf(gif as Buffer<ArrayBuffer>)).toEqual([
      422,
      "media-refused",
      "This animation is too large. Use at most 16 megapixels over all frames, and 1000 frames",
    ]);
});
