import { connect, type Socket } from "node:net";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** Responses that a client can read for a long time, with their maximum per account. */
const exportPaths = [
  ["/api/v1/urls/export?format=ndjson", 3],
  ["/api/v1/urls/export", 3],
  ["/api/v1/urls/redirect-map", 3],
] as const;

const long = "x".repeat(7_900);

async function aPersonWithLongLinks() {
  const person = await api.signUp();
  const body = Array.from({ length: 1_500 }, (_, i) => ({ original_url: `https://example.com/${i}/${long}` }));
  await api.call("POST", "/api/v1/urls/bulk", { body, ...person });
  return person;
}

/** Sends a request, reads the status, and then stops reading. */
async function openExport(path: string, token: string): Promise<{ status: string; socket: Socket }> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const status = await new Promise<string>(resolve => {
    socket.once("data", chunk => resolve(chunk.toString("latin1").slice(9, 12)));
  });
  socket.pause();
  return { status, socket };
}

test.each(exportPaths)("GET %s answers 429 while too many exports of the account are open", async (path, most) => {
  const { token } = await aPersonWithLongLinks();
  const open = [];
  for (let i = 0; i < most; i++) open.push(await openExport(path, token));

  const refused = await api.call("GET", path, { token });

  expect(open.map(({ status }) => status)).toEqual(Array(most).fill("200"));
  expect([refused.status, refused.body.code, refused.headers.get("retry-after")]).toEqual([429, "rate-limited", "30"]);
  expect(refused.headers.get("content-disposition")).toBeNull();
  open[0]?.socket.destroy();
  await waitFor(async () => (await api.call("GET", path, { token })).status === 200, { what: "its place" });
});

test.each(exportPaths)("GET %s adds fewer listeners than Node takes for a leak", async path => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));

  await api.call("GET", path, await api.signUp());

  expect(warnings).toEqual([]);
});

test("open exports of one account do not block another account", async () => {
  const [ann, bob] = [await aPersonWithLongLinks(), await api.signUp()];
  for (let i = 0; i < 3; i++) await openExport("/api/v1/urls/export", ann.token);

  expect((await api.call("GET", "/api/v1/urls/export", bob)).status).toBe(200);
});
