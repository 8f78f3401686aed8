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

interface Build {
  directory: string;
  manifest: Record<string, Chunk>;
}

async function readBuild(): Promise<Build> {
  const directory = await buildDashboard(dashboardDirectory());
  const manifest = JSON.parse(await readFile(join(directory, ".vite", "manifest.json"), "utf8"));
  return { directory, manifest };
}

/** The files that load with modules. */
function filesOf({ manifest }: Build, modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const name of modules) {
    expect(manifest).toHaveProperty([name]);
    add(name);
  }
  return files;
}

test.each(visits)("the first load of $page takes at most $budget bytes with Brotli, without the font", async visit => {
  const build = await readBuild();
  const texts = ["app", "ui", ...visit.rooms].map(room => `src/${room}/messages/en.ts`);
  const files = [...filesOf(build, ["index.html", ...visit.modules, ...texts])];
  const sizes = await Promise.all(files.map(async file => (await stat(join(build.directory, `${file}.br`))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(visit.budget);
});

test("no page but the import, and no section of the editor, evaluates the schemas of the API before it checks something", async () => {
  const build = await readBuild();
  const loadsSchemas = async (module: string) => {
    const scripts = [...filesOf(build, [module])].filter(file => file.endsWith(".js"));
    const texts = await Promise.all(scripts.map(file => readFile(join(build.directory, file), "utf8")));
    return texts.some(text => text.includes("ZodError"));
  };
  const parts = Object.keys(build.manifest).filter(name =>
    /^src\/(.*-page|editor\/.*-(fields|sections))\.tsx$/.test(name),
  );
  const loading = await Promise.all(parts.map(async name => ((await loadsSchemas(name)) ? [name] : [])));
  expect(parts.length).toBeGreaterThan(30);
  expect(loading.flat()).toEqual(["src/import/import-page.tsx"]);
  expect(await loadsSchemas("src/editor/form/check-form.ts")).toBe(true);
});
