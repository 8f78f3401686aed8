import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readAdvisories } from "./read-advisories.ts";

const root = resolve(import.meta.dirname, "../../..");

async function startRegistry(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const known = (title: string, severity: string) => ({
  id: title.length,
  url: "https://example.com/advisory",
  title,
  severity,
  vulnerable_versions: "<1000.0.0",
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

test("readAdvisories returns advisories for installed packages and whether production uses them", async () => {
  const advisories = { pino: [known("It logs", "high")], vitest: [known("It tests", "moderate")] };
  const registry = await startRegistry((_req, res) => {
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(advisories));
  });

  const found = await readAdvisories(root, registry);

  expect(found).toMatchObject({
    kind: "known",
    advisories: [
      { package: "pino", severity: "high", title: "It logs", isShipped: true, versions: [expect.any(String)] },
      { package: "vitest", severity: "moderate", title: "It tests", isShipped: false },
    ],
  });
});

test("readAdvisories distinguishes a registry without advisories from one that does not answer", async () => {
  const clean = await startRegistry((_req, res) => {
    res.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const without = await startRegistry((_req, res) => void res.writeHead(405).end());

  expect(await readAdvisories(root, clean)).toEqual({ kind: "known", advisories: [] });
  expect(await readAdvisories(root, without)).toEqual({ kind: "unknown", reason: expect.stringContaining("405") });
  expect(await readAdvisories(root, "http://127.0.0.1:1")).toEqual({
    kind: "unknown",
    reason: expect.stringContaining("refused"),
  });
});
