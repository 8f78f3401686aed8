import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const dev = resolve(import.meta.dirname, "..");
const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** As Node itself loads it: it has no types, and runs before anything is installed. */
const { verify } = (await import(join(dev, "toolchain.mjs"))) as {
  verify(tool: string, integrities: Record<string, string>): string;
};

/** What npx leaves of a package: the file of a tool, and what npm compared the package with. */
async function aTool(integrity: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-tool-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, "node_modules", ".bin"), { recursive: true });
  const packages = { "": {}, "node_modules/tool": { version: "1.0.0", integrity } };
  await writeFile(join(dir, "package-lock.json"), JSON.stringify({ packages }));
  return join(dir, "node_modules", ".bin", "tool");
}

test("a tool whose hash is the one in the checkout is used", async () => {
  const tool = await aTool("sha512-meant");

  expect(verify(tool, { tool: "sha512-meant" })).toBe(tool);
});

test("a tool with another hash, or without one, is refused by its name", async () => {
  const tool = await aTool("sha512-other");

  expect(() => verify(tool, { tool: "sha512-meant" })).toThrow(/^tool .*sha512-other.*sha512-meant/);
  expect(() => verify(tool, { missing: "sha512-meant" })).toThrow("missing");
});

test("everything that is fetched before the lockfile counts has an exact version and a hash", async () => {
  const pins = JSON.parse(await readFile(join(dev, "toolchain.json"), "utf8")) as Record<
    "node" | "pnpm",
    Record<string, { package: string; version?: string; integrity: string }>
  >;
  const { packageManager } = JSON.parse(await readFile(join(dev, "../../package.json"), "utf8"));

  expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+\+sha512\.[0-9a-f]{128}$/);
  for (const { version } of Object.values(pins.node)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const { integrity } of [...Object.values(pins.node), ...Object.values(pins.pnpm)])
    expect(integrity).toMatch(sha512);
});
