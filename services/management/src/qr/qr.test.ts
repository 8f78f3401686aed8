import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let code: string;
beforeAll(async () => {
  api = await startTestApi();
  const { body } = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });
  code = body.short_code;
});
afterAll(() => api.stop());

test("a QR code is a PNG of the size that was asked for, to download", async () => {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?size=128`);
  const png = Buffer.from(await answer.arrayBuffer());

  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename=qr-${code}.png`);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([128, 128]);
});

test("a QR code is an SVG in the colours that were asked for", async () => {
  const answer = await fetch(`${api.url}/api/v1/qr/${code}?format=svg&dark=112233&light=%23ffeedd`);
  const svg = await answer.text();

  expect(answer.headers.get("content-type")).toContain("image/svg+xml");
  expect(svg).toMatch(/^<svg .*#ffeedd.*#112233/s);
});

test.each(["size=10", "size=100000", "margin=-1", "ecc=X", "dark=red", "format=gif", "colour=1"])(
  "%s is refused",
  async query => {
    expect((await api.call("GET", `/api/v1/qr/${code}?${query}`)).status).toBe(422);
  },
);

test("an unknown code has no QR code", async () => {
  expect(await api.call("GET", "/api/v1/qr/unknown")).toMatchObject({ status: 404, body: { code: "link-not-found" } });
});
