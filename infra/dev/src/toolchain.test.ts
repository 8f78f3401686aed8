import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const dev = resolve(import.meta.dirname, "..");
const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Imported by path, because the file has no types and runs before anything is installed. */
const { firstThatRuns, verify } = (await import(join(dev, "toolchain.mjs"))) as {
  firstThatRuns(candidates: readonly Pin[], find: (candidate: Pin) => Promise<string>): Promise<string>;
  verify(tool: string, integrities: Record<string, string>): string;
};

interface Pin {
  package: string;
  version: string;
  integrity?: string;
}

/** The directory that npx creates for a package: the tool, and a lockfile with the hash. Returns the path of the tool. */
async function aTool(integrity: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-tool-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, "node_modules", ".bin"), { recursive: true });
  const packages = { "": {}, "node_modules/tool": { version: "1.0.0", integrity } };
  await writeFile(join(dir, "package-lock.json"), JSON.stringify({ packages }));
  return join(dir, "node_modules", ".bin", "tool");
}

test("verify returns a tool whose hash matches the checkout", async () => {
  const tool = await aTool("sha512-meant");

  expect(verify(tool, { tool: "sha512-meant" })).toBe(tool);
});

test("verify rejects a tool with another hash or without one", async () => {
  const tool = await aTool("sha512-other");

  expect(() => verify(tool, { tool: "sha512-meant" })).toThrow(/^tool .*sha512-other.*sha512-meant/);
  expect(() => verify(tool, { missing: "sha512-meant" })).toThrow("missing");
});

test.each([
  [["26", "24"], [], "26"],
  [["26", "24"], ["26"], "24"],
])("firstThatRuns of %j without %j returns %s", async (versions, failing, expected) => {
  const candidates = versions.map(version => ({ package: "test-tool", version }));

  const found = firstThatRuns(candidates, async ({ version }) => {
    if (failing.includes(version)) throw new Error("libatomic.so.1: cannot open shared object file");
    return version;
  });

  expect(await found).toBe(expected);
});

test("firstThatRuns rejects with the failure of each tool", async () => {
  const candidates = ["26", "24"].map(version => ({ package: "test-tool", version }));

  const found = firstThatRuns(candidates, async ({ version }) => {
    throw new Error(`${version} does not run`);
  });

  await expect(found).rejects.toThrow(/test-tool@26: 26 does not run\s+test-tool@24: 24 does not run/);
});

test("toolchain.json and packageManager pin exact versions and hashes", async () => {
  const pins = JSON.parse(await readFile(join(dev, "toolchain.json"), "utf8")) as {
    node: Record<string, Required<Pin>[]>;
    pnpm: Record<string, { integrity: string }>;
  };
  const { packageManager } = JSON.parse(await readFile(join(dev, "../../package.json"), "utf8"));
  const nodes = Object.values(pins.node).flat();

  expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+\+sha512\.[0-9a-f]{128}$/);
  for (const { version } of nodes) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const { integrity } of [...nodes, ...Object.values(pins.pnpm)]) expect(integrity).toMatch(sha512);
});
