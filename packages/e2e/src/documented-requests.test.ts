import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { runCommand } from "@shunt/dev";
import { makeScratchDirectory } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const docs = resolve(import.meta.dirname, "../../../docs");
/** They need what a new installation lacks: a verified domain, a picture, and an answer that ends. */
const excluded = /domains\/go\.example\.com|holiday\.jpg|analytics\/live/;

let shunt: Shunt;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
beforeAll(async () => {
  [shunt, scratch] = await Promise.all([startShunt({ env: { ALLOWED_SCHEMES: "myapp" } }), makeScratchDirectory()]);
});
afterAll(async () => {
  await shunt?.stop();
  await scratch?.remove();
});

test("the requests in the docs succeed, one page after the other", async () => {
  const pages = ["api.md", "links.md", "analytics.md", "social.md"];
  const blocks = (await Promise.all(pages.map(findRequests))).flat();

  const output = await runCommand("bash", ["-c", ["mkdir .shunt", ...blocks].join("\n")], { cwd: scratch.path });

  expect(blocks.length).toBeGreaterThan(15);
  expect(output).toContain('"short_code":"autumn"');
  expect(output.match(/\{"type":"urn:shunt:problem[^}]*/g) ?? []).toEqual([]);
});

/** Returns the blocks with requests to the API and to short links, with the addresses of this Shunt. */
async function findRequests(page: string): Promise<string[]> {
  const text = await readFile(resolve(docs, page), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, code = ""]) => code);
  const commands = blocks.flatMap(code => code.split(/\n(?=curl )/));
  return commands
    .filter(code => /\$API|localhost:800/.test(code) && !excluded.test(code))
    .map(code =>
      code
        .replaceAll("http://localhost:8001", String(shunt.env.APP_URL))
        .replaceAll("http://localhost:8000", String(shunt.env.BASE_URL)),
    );
}
