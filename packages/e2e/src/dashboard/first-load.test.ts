import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { buildDashboard } from "@shunt/dev";
import { dashboardDirectory } from "@shunt/testing/stores";
import { expect, test } from "vitest";

/** A file of the build, as Vite's manifest lists it. */
interface Chunk {
  file: string;
  src?: string;
  css?: string[];
  imports?: string[];
}

/** Brotli bytes that a first visit to the links page may load, without the font. */
const budget = 200_000;
/** Texts that the page loads in one language, besides its own code. */
const texts = ["app", "ui", "links"].map(room => `src/${room}/messages/en.ts`);

test("the first load of the links page takes at most 200 kB with Brotli, without the font", async () => {
  const build = await buildDashboard(dashboardDirectory());
  const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(build, ".vite", "manifest.json"), "utf8"));
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const name of ["index.html", "src/links/links-page.tsx", ...texts]) {
    expect(manifest).toHaveProperty([name]);
    add(name);
  }
  const sizes = await Promise.all([...files].map(async file => (await stat(join(build, `${file}.br`))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget);
});
