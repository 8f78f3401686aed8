import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { QrQuery } from "@shunt/contracts/links";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scanQr } from "../testing/scan-qr.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let code: string;
beforeAll(async () => {
  api = await startTestApi();
  const { body } = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });
  code = body.short_code;
});
afterAll(() => api.stop());

async function draw(query: string): Promise<Buffer> {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?${query}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  return Buffer.from(await answer.arrayBuffer());
}

test("getQrCode returns a PNG of the requested size as an attachment", async () => {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?size=129`);
  const png = Buffer.from(await answer.arrayBuffer());

  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename=qr-${code}.png`);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([129, 129]);
});

test.each([
  "",
  "size=100&margin=1",
  "size=2048&margin=0",
  "size=333&margin=7&ecc=H",
  "ecc=L&dark=aa0000&light=ffffcc",
  "dark=%23003366",
])("getQrCode encodes the short URL with qr=1: %j", async query => {
  expect(scanQr(await draw(query))).toBe(`https://sho.rt/${code}?qr=1`);
});

test("getQrCode refuses a link whose primary code is a wildcard", async () => {
  const { token } = await api.signUp();
  await api.call("POST", "/api/v1/urls", {
    token,
    body: { original_url: "https://example.com/", custom_alias: "gh/*" },
  });

  expect(await api.call("GET", "/api/v1/qr/gh%2F*")).toMatchObject({
    status: 422,
    body: { code: "validation-failed", errors: [{ pointer: ":short_code" }] },
  });
});

test("getQrCode draws all modules with the same whole number of pixels", async () => {
  const png = PNG.sync.read(await draw("size=200&margin=0"));
  const middle = png.height / 2;
  const row = Array.from({ length: png.width }, (_, x) => png.data[(middle * png.width + x) * 4] === 0);
  const runs =
    row
      .join("")
      .match(/(true)+|(false)+/g)
      ?.map(run => run.match(/e/g)?.length ?? 0) ?? [];

  const scale = Math.floor(200 / 29);
  expect(runs.slice(1, -1).every(length => length % scale === 0)).toBe(true);
});

test("getQrCode rejects a size that is too small for the code", async () => {
  const answer = await api.call("GET", `/api/v1/qr/${code}?size=64&margin=20`);

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "?size" }] } });
});

test("getQrCode uses the requested colours", async () => {
  const { data } = PNG.sync.read(await draw("margin=4&dark=112233&light=ffeedd"));

  expect([...data.subarray(0, 4)]).toEqual([0xff, 0xee, 0xdd, 0xff]);
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 4) colours.add(data.subarray(i, i + 3).toString("hex"));
  expect([...colours].sort()).toEqual(["112233", "ffeedd"]);
});

test("getQrCode draws the same modules as SVG and as PNG", async () => {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?format=svg&dark=112233&light=%23FFeedd&margin=2`);
  const svg = await answer.text();

  expect(answer.headers.get("content-type")).toContain("image/svg+xml");
  expect(svg).toMatch(/^<svg .*fill="#ffeedd".*fill="#112233"/s);
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const png = PNG.sync.read(await draw(`size=${width * 8}&margin=2`));
  const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, length]) => [x, y, length].map(Number));
  const dark = new Set(runs.flatMap(([x = 0, y = 0, length = 0]) => Array.from({ length }, (_, i) => `${x + i},${y}`)));
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const value = png.data[((y * 8 + 4) * png.width + x * 8 + 4) * 4];
      expect([x, y, value === 0]).toEqual([x, y, dark.has(`${x},${y}`)]);
    }
  }
});

test.each(["dark=ffffff", "dark=ffffff&light=000000", "dark=999999", "light=111111"])(
  "getQrCode rejects colours with low contrast: %s",
  async query => {
    const answer = await api.call("GET", `/api/v1/qr/${code}?${query}`);

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "?dark" }] } });
  },
);

test("getQrCode draws readable codes in all styles as PNG", async () => {
  const { token } = await api.signUp();
  await api.call("POST", "/api/v1/urls", {
    token,
    body: { original_url: "https://example.com/", custom_alias: "looks" },
  });

  for (const query of [
    "dots=rounded",
    "dots=dots&corners=circle",
    "gradient=7a0040",
    "text=Scan%20me&corners=rounded",
  ]) {
    const answer = await fetch(`${api.url}/api/v1/qr/looks?${query}`);

    expect([query, scanQr(Buffer.from(await answer.arrayBuffer()))]).toEqual([query, "https://sho.rt/looks?qr=1"]);
  }
});

test("getQrCode draws a text in a frame, which makes the picture higher", async () => {
  const below = PNG.sync.read(await draw("text=Jetzt+%C3%B6ffnen&size=300&dark=003366"));
  const svg = await (await fetch(`${api.url}/api/v1/qr/${code}?format=svg&text=%3Cscript%3E&text_side=above`)).text();

  expect(below.width).toBe(300);
  expect(below.height).toBeGreaterThan(320);
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toMatch(/script|<text/);
});

test.each([
  ["gradient=eeeeee", "?gradient", /much darker than light/],
  ["gradient=red", "?gradient", /six hexadecimal digits/],
  ["gradient=000000&gradient_direction=inward", "?gradient_direction", /diagonal/],
  ["dots=stars", "?dots", /rounded/],
  ["corners=hexagon", "?corners", /circle/],
  ["text=%20", "?text", /./],
  [`text=${"a".repeat(41)}`, "?text", /40/],
  ["text=%E6%BC%A2a%E5%AD%97", "?text", /without 漢 字$/],
  ["text=a&text_side=left", "?text_side", /above/],
  ["text=a&size=64&margin=20", "?size", /at least/],
  ["dots=dots&size=64&margin=20", "?size", /at least/],
])("getQrCode rejects %s at %s", async (query, pointer, detail) => {
  const answer = await api.call("GET", `/api/v1/qr/${code}?${query}`);

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer, detail: expect.stringMatching(detail) }] } });
});

test.each(["size=10", "size=100000", "margin=-1", "ecc=X", "dark=red", "format=gif", "colour=1"])(
  "getQrCode rejects %s",
  async query => {
    expect((await api.call("GET", `/api/v1/qr/${code}?${query}`)).status).toBe(422);
  },
);

test("getQrCode returns the same picture for the same query, and another one for another query", async () => {
  const first = await draw("size=200");
  const other = await draw("size=200&dark=aa0000");

  expect(await draw("size=200")).toEqual(first);
  expect(other).not.toEqual(first);
});

test("drawQr without a logo does not load sharp", async () => {
  // In a new process, as this one may have loaded the library for another test.
  const script = `
    await import(${JSON.stringify(import.meta.resolve("../service.ts"))});
    const { drawQr } = await import(${JSON.stringify(import.meta.resolve("./draw-qr.ts"))});
    drawQr("https://sho.rt/abc", ${JSON.stringify(QrQuery.parse({}))});
    process.report.excludeNetwork = true;
    console.log(JSON.stringify(process.report.getReport().sharedObjects));`;
  const args = ["--conditions=@shunt/source", "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const sharedObjects = JSON.parse(stdout) as string[];

  expect(sharedObjects).not.toEqual([]);
  expect(sharedObjects.filter(path => /sharp|vips/.test(path))).toEqual([]);
});

test("getQrCode answers 404 for an unknown code", async () => {
  expect(await api.call("GET", "/api/v1/qr/unknown")).toMatchObject({ status: 404, body: { code: "link-not-found" } });
});
