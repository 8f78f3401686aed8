import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Instance } from "@shunt/contracts/accounts";
import { prerenderedPaths, toPrerenderedFile } from "@shunt/contracts/dashboard";
import { build } from "vite";
import { type Locale, locales } from "../src/messages/locales.ts";
import type { RenderedPage, renderPage } from "../src/prerender/render-page.tsx";
import { operationTable } from "./operation-table.ts";

/** The pages read only what differs between the files. */
const instance: Instance = {
  name: "Shunt",
  version: "",
  short_url_base: "",
  registration_enabled: true,
  anonymous_links_enabled: true,
  social_enabled: true,
  uploads_enabled: true,
  email_verification: "off",
  short_codes: { min_length: 1, max_length: 1, generated_length: 1, is_case_sensitive: true },
};
const both = [true, false];
const instances = both.flatMap(registration_enabled =>
  both.map(anonymous_links_enabled => ({ ...instance, registration_enabled, anonymous_links_enabled })),
);

/**
 * Adds the pages of `prerenderedPaths` to a finished build: its `index.html`, with the page drawn as HTML.
 *
 * @param root directory of the dashboard's sources
 * @param directory of the build
 */
export async function prerenderPages(root: string, directory: string): Promise<void> {
  const index = (await readFile(join(directory, "index.html"), "utf8")).replace(
    '<script type="module"',
    `${await findFont(directory)}\n    $&`,
  );
  // Where Node finds the packages that the code imports.
  const code = join(root, "node_modules", `.prerender-${process.pid}`);
  try {
    await buildForNode(root, code);
    for (const language of locales) {
      const render = await loadIn(language, join(code, "render-page.js"));
      for (const each of instances) {
        for (const path of prerenderedPaths) {
          const page = await render(path, each);
          const file = join(directory, toPrerenderedFile(path, { language, instance: each }));
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, toDocument(index, language, page));
        }
      }
    }
  } finally {
    await rm(code, { recursive: true, force: true });
  }
}

/** The font of all languages, which a browser would ask for only after the styles. */
async function findFont(directory: string): Promise<string> {
  const file = (await readdir(join(directory, "assets"))).find(name =>
    /^inter-latin-wght-normal-.*\.woff2$/.test(name),
  );
  if (file === undefined) throw new Error("the build has no font of Latin letters");
  return `<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/${file}" />`;
}

async function buildForNode(root: string, outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [operationTable()],
    ssr: { resolve: { conditions: ["@shunt/source", "module", "node", "production"] } },
    build: {
      ssr: join(root, "src/prerender/render-page.tsx"),
      outDir,
      minify: false,
      // One file, so that importing it again evaluates all of it.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
}

/** Loads the code as in a browser of someone who reads `language`, has chosen nothing and is not signed in. */
async function loadIn(language: Locale, file: string): Promise<typeof renderPage> {
  const browser = {
    navigator: { languages: [language], onLine: true },
    localStorage: { getItem: () => null },
  };
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  const module = (await import(`${pathToFileURL(file).href}?${language}`)) as { renderPage: typeof renderPage };
  return module.renderPage;
}

/** Nothing of the page can be used before the application runs, so programs that read pages aloud wait for it too. */
function toDocument(index: string, language: Locale, { head, content, notice }: RenderedPage): string {
  return index
    .replace('lang="en"', `lang="${language}"`)
    .replace("<title>Shunt</title>", title => (head.includes("<title>") ? head : head + title))
    .replace(/<noscript>[^<]*/, () => `<noscript>${notice}`)
    .replace('<div id="root"></div>', root => `${root}\n    <div id="prerendered" inert>${content}</div>`);
}
