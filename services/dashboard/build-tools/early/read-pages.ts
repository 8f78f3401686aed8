import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** A page with the modules that a visit to it loads. */
export interface PageModule {
  path: string;
  modules: string[];
}

const route = /getParentRoute: \(\) => (\w+),\s+(?:id|path): "([^"]+)"(?:(?!createRoute)[\s\S])*?import\("([^"]+)"\)/g;

/** Reads the pages from the one list of them, `app/routes.ts`. */
export async function readPages(routes: string): Promise<PageModule[]> {
  const found = [...(await readFile(routes, "utf8")).matchAll(route)].map(([, parent = "", name = "", file = ""]) => ({
    parent,
    name,
    module: resolve(dirname(routes), file),
  }));
  const layouts = new Map(found.flatMap(({ name, module }) => (name.startsWith("/") ? [] : [[name, module]])));
  return found
    .filter(({ name }) => name.startsWith("/"))
    .map(({ parent, name, module }) => ({ path: name, modules: [module, ...[layouts.get(parent) ?? []].flat()] }));
}
