import type { ServerResponse } from "node:http";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { QrQuery } from "@shunt/contracts/links";
import { PNG } from "pngjs";
import { generate } from "selfsigned";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLanes } from "../lanes.ts";
import { type OutsideServer, startOutsideServer } from "../testing/outside-server.ts";
import { aJpegWithScans, aPngWithTexts } from "../testing/pictures.ts";
import { scanQr } from "../testing/scan-qr.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { drawQrWithSharp } from "./draw-qr-with-sharp.ts";

const pages = new Map<string, (res: ServerResponse) => unknown>();
const addresses = { "logos.example": "127.0.0.1", "inside.example": "10.0.0.1" } as Record<string, string>;
let outside: OutsideServer;
let api: TestApi;
let code: string;
beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "logos.example" }], {
    keyType: "ec",
    algorithm: "sha256",
  });
  setDefaultCACertificates([...getCACertificates(), cert]);
  outside = await startOutsideServer(
    (req, res) => {
      const page = pages.get(req.url ?? "");
      if (page) page(res);
      else res.writeHead(404).end();
    },
    { key, cert },
  );
  api = await startTestApi(
    { OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8", TRUSTED_PROXIES: "127.0.0.0/8,::1", RATE_LIMIT_LOGO: "4" },
    { resolve: hostname => addresses[hostname] },
  );
  const { body } = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });
  code = body.short_code;
});
afterAll(async () => {
  await api.stop();
  outside.stop();
});
let lastClient = 0;
beforeEach(() => {
  pages.clear();
  outside.requestedPaths.length = 0;
  lastClient++;
});

const red = { r: 200, g: 0, b: 0, alpha: 1 };
const aPicture = (width = 40, height = width) => sharp({ create: { width, height, channels: 4, background: red } });

let lastLogo = 0;
function aLogo(body: Buffer | string | ((res: ServerResponse) => unknown)): string {
  const path = `/logo-${++lastLogo}`;
  pages.set(path, typeof body === "function" ? body : res => res.end(body));
  return outside.urlOf("logos.example", path);
}

async function draw(logo: string, query: Record<string, string> = {}) {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?${new URLSearchParams({ ...query, logo })}`, {
    headers: { "x-forwarded-for": `198.51.100.${lastClient}` },
  });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, body };
}

async function refusalOf(logo: string) {
  const { status, body } = await draw(logo);
  const problem = JSON.parse(body.toString());
  expect([status, problem.errors[0].pointer]).toEqual([422, "?logo"]);
  return problem.errors[0].detail as string;
}

/** As a browser does. The service, which runs in this process, blocks SVG. */
async function rasterise(svg: Buffer | string): Promise<Buffer> {
  sharp.unblock({ operation: ["VipsForeignLoadSvg"] });
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  sharp.block({ operation: ["VipsForeignLoadSvg"] });
  return png;
}

const query = QrQuery.parse({ ecc: "L" });

test.each<Record<string, string>>([
  {},
  { size: "64", margin: "0" },
  { size: "100", margin: "1", ecc: "L" },
  { size: "333", margin: "7" },
  { size: "1000", dark: "003366", light: "ffffcc" },
  { size: "2048", margin: "0", ecc: "Q" },
])("a QR code with a logo is readable: %j", async options => {
  const logo = aLogo(await aPicture().png().toBuffer());

  const png = await draw(logo, options);
  const svg = await draw(logo, { ...options, format: "svg" });

  expect([png.status, png.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect([svg.status, svg.headers.get("content-type")]).toEqual([200, "image/svg+xml; charset=utf-8"]);
  const text = `https://sho.rt/${code}?qr=1`;
  expect(scanQr(png.body)).toBe(text);
  expect(scanQr(await rasterise(svg.body))).toBe(text);
  const size = Number(options.size ?? 300);
  for (const picture of [png.body, await rasterise(svg.body)]) {
    const { data, width, height } = PNG.sync.read(picture);
    const middle = (Math.floor(size / 2) * size + Math.floor(size / 2)) * 4;
    expect([width, height]).toEqual([size, size]);
    expect([...data.subarray(middle, middle + 3)]).toEqual([200, 0, 0]);
  }
});

test("drawQrWithSharp draws readable codes for texts of any length", async () => {
  const logo = await aPicture(512).png().toBuffer();
  const context = { lanes: createLanes() };
  const requester = { owner: "test", signal: undefined };

  for (let length = 18; length < 400; length += 9) {
    const text = `https://sho.rt/${"aB3-".repeat(100)}`.slice(0, length);
    const png = await drawQrWithSharp(context, requester, { text, query: { ...query, size: 600 }, logo });
    const svg = await drawQrWithSharp(context, requester, {
      text,
      query: { ...query, size: 600, format: "svg" },
      logo,
    });

    expect([length, scanQr(png as Buffer)]).toEqual([length, text]);
    expect([length, scanQr(await rasterise(svg))]).toEqual([length, text]);
  }
});

test("the logo is on a plate of the light colour that covers whole modules", async () => {
  const logo = aLogo(await aPicture().png().toBuffer());
  const { body } = await draw(logo, { size: "330", margin: "0", light: "ffffcc" });
  const { data, width } = PNG.sync.read(body);
  const colourAt = (x: number, y: number) => data.toString("hex", (y * width + x) * 4, (y * width + x) * 4 + 3);
  const colours = new Set(Array.from({ length: width * width }, (_, i) => colourAt(i % width, Math.floor(i / width))));

  expect([...colours].sort()).toEqual(["000000", "c80000", "ffffcc"]);
  // 33 modules of 10 pixels: 9 for the plate, 8 for the logo in its middle.
  const row = Array.from({ length: 110 }, (_, i) => colourAt(115 + i - 5, 165));
  expect(row.indexOf("c80000")).toBe(15);
  expect(row.filter(colour => colour === "c80000")).toHaveLength(80);
  expect(row.slice(10, 15)).toEqual(Array(5).fill("ffffcc"));
  expect(row.slice(95, 100)).toEqual(Array(5).fill("ffffcc"));
});

test.each(["png", "jpeg", "webp", "gif"] as const)("getQrCode accepts a %s as logo", async format => {
  const { status, body } = await draw(aLogo(await aPicture()[format]().toBuffer()));

  expect(status).toBe(200);
  const { data, width } = PNG.sync.read(body);
  expect(data[(150 * width + 150) * 4]).toBeGreaterThan(190);
});

test("getQrCode draws the first frame of an animation and pads it to a square", async () => {
  const frames = Buffer.alloc(80 * 20 * 2 * 3, 0);
  for (let i = 0; i < 80 * 20; i++) frames[i * 3] = 200;
  const gif = await sharp(frames, { raw: { width: 80, height: 40, channels: 3, pageHeight: 20 } })
    .gif()
    .toBuffer();

  const { body } = await draw(aLogo(gif));

  const { data, width } = PNG.sync.read(body);
  const redAt = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
  expect(redAt(150, 150)).toEqual([200, 0, 0]);
  expect(redAt(150, 150 - 20)).toEqual([255, 255, 255]);
});

test("getQrCode rejects logos of other formats, too many pixels or bytes, and missing ones", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>`;
  const png = await aPicture(4_097).png().toBuffer();
  const noise = sharp({
    create: {
      width: 900,
      height: 900,
      channels: 3,
      background: red,
      noise: { type: "gaussian", mean: 128, sigma: 99 },
    },
  });
  const clients = [svg, await aPicture().tiff().toBuffer(), "<h1>no</h1>", png.subarray(0, 60), png];

  for (const body of clients) {
    lastClient++;
    expect(await refusalOf(aLogo(body))).toBe("must be a PNG, JPEG, WebP or GIF with at most 16 million pixels");
  }
  lastClient++;
  expect(await refusalOf(aLogo(await noise.png().toBuffer()))).toBe("must be at most 1 MB");
  expect(await refusalOf(outside.urlOf("logos.example", "/none"))).toBe("responds with status 404");
});

test.each([
  ["http://logos.example/logo.png", "must be an https URL"],
  ["https://127.0.0.1/logo.png", "must lead to the public internet"],
  ["https://169.254.169.254/latest", "must lead to the public internet"],
  ["https://localhost/logo.png", "must lead to the public internet"],
  ["data:image/png;base64,AA", "must be an http or https URL"],
  ["logo.png", "must be an absolute URL such as https://example.com/page"],
])("getQrCode rejects the logo %s: %s", async (logo, refusal) => {
  expect(await refusalOf(logo)).toBe(refusal);
});

test("getQrCode unpacks no texts of a logo, and rejects one of hundreds of scans", async () => {
  const before = process.resourceUsage().maxRSS;

  const { status } = await draw(aLogo(await aPngWithTexts(6)));

  expect(status).toBe(200);
  expect((process.resourceUsage().maxRSS - before) / 1_024).toBeLessThan(200);
  expect(await refusalOf(aLogo(aJpegWithScans(400)))).toBe(
    "must be a PNG, JPEG, WebP or GIF with at most 16 million pixels",
  );
});

test("getQrCode answers the same for a logo on a private address, an unknown host and a timeout", async () => {
  const silent = await refusalOf(aLogo(() => {}));

  expect(silent).toMatch(/^does not respond in time/);
  expect(await refusalOf("https://inside.example/logo.png")).toBe(silent);
  expect(await refusalOf("https://nowhere.example/logo.png")).toBe(silent);
  expect(await refusalOf(aLogo(res => res.writeHead(302, { location: "https://127.0.0.1/" }).end()))).toBe(
    "redirects to a URL that is not allowed",
  );
});

test("getQrCode fetches a logo once for several codes, and again after a failure", async () => {
  const picture = await aPicture().png().toBuffer();
  const logo = aLogo(picture);
  let isThere = false;
  const late = aLogo(res => (isThere ? res.end(picture) : res.writeHead(503).end()));

  const drawn = await Promise.all(["100", "200", "300"].map(size => draw(logo, { size })));
  expect(drawn.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(outside.requestedPaths).toHaveLength(1);
  // Each of the three requests may have counted.
  lastClient++;
  expect(await refusalOf(late)).toBe("responds with status 503");
  isThere = true;
  expect((await draw(late)).status).toBe(200);
});

test("RATE_LIMIT_LOGO limits fetched logos per client and hour, and cached logos do not count", async () => {
  const picture = await aPicture().png().toBuffer();
  const logos = Array.from({ length: 5 }, () => aLogo(picture));

  const statuses: number[] = [];
  for (const logo of logos) statuses.push((await draw(logo)).status);
  const cached = await draw(logos[0] as string);
  const refused = await draw(logos[4] as string);
  lastClient++;
  const other = await draw(logos[4] as string);

  expect(statuses).toEqual([200, 200, 200, 200, 429]);
  expect([cached.status, refused.status, other.status]).toEqual([200, 429, 200]);
  expect(refused.headers.get("ratelimit-policy")).toContain('"logo";q=4;w=3600');
});
