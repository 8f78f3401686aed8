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

/** Brotli bytes that a first visit may load before a person does anything, without the font, and modules that such a visit loads. */
const visits = [
  { page: "/links", budget: 200_000, rooms: ["links"], modules: ["src/links/links-page.tsx"] },
  {
    page: "/links/new",
    budget: 250_000,
    rooms: ["editor"],
    modules: ["src/editor/new-link-page.tsx", "src/editor/more-sections.tsx", "src/editor/form/form-select.tsx"],
  },
];

test.each(visits)("the first load of $page takes at most $budget bytes with Brotli, without the font", async visit => {
  const build = await buildDashboard(dashboardDirectory());
  const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(build, ".vite", "manifest.json"), "utf8"));
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  const texts = ["app", "ui", ...visit.rooms].map(room => `src/${room}/messages/en.ts`);
  for (const name of ["index.html", ...visit.modules, ...texts]) {
    expect(manifest).toHaveProperty([name]);
    add(name);
  }
  const sizes = await Promise.all([...files].map(async file => (await stat(join(build, `${file}.br`))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(visit.budget);
});
