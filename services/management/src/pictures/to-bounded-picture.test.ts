import { expect, test } from "vitest";
import { aChunk, aJpegWithScans, aPicture } from "../testing/pictures.ts";
import { toBoundedPicture } from "./to-bounded-picture.ts";

const content = Buffer.from("content");

/** A PNG with one more chunk behind its header. */
async function aPngWith(type: string): Promise<Buffer> {
  const png = await aPicture().png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), aChunk(type, content), png.subarray(33)]);
}

test.each(["zTXt", "iTXt", "tEXt", "acTL", "prVt"])("the chunk %s of a PNG is removed", async type => {
  const kept = toBoundedPicture(await aPngWith(type));

  expect(kept).toEqual(toBoundedPicture(await aPicture().png().toBuffer()));
});

test.each(["tRNS", "gAMA", "iCCP", "eXIf", "PLTE"])(
  "the chunk %s of a PNG, which changes its look, is kept",
  async type => {
    const kept = Buffer.from(toBoundedPicture(await aPngWith(type)));

    expect(kept.includes(aChunk(type, content))).toBe(true);
  },
);

test("a PNG that ends within a chunk stays incomplete", async () => {
  const png = await aPngWith("IDAT");

  expect(toBoundedPicture(png.subarray(0, 50))).toEqual(png.subarray(0, 50));
});

test("other bytes stay as they are", async () => {
  const jpeg = await aPicture().jpeg({ progressive: true }).toBuffer();

  for (const bytes of [jpeg, Buffer.alloc(0), Buffer.from([0xff]), Buffer.from("<svg>")])
    expect(toBoundedPicture(bytes)).toEqual(bytes);
});

test("a JPEG of hundreds of scans is refused, also with other bytes between its parts", () => {
  const jpeg = aJpegWithScans(400);
  const mixed = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0, 0xff]), jpeg.subarray(2)]);

  expect(() => toBoundedPicture(jpeg)).toThrow("more than 200 scans");
  expect(() => toBoundedPicture(mixed)).toThrow("more than 200 scans");
});
