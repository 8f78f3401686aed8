import type { Rolldown } from "vite";
import type { EarlyFiles } from "../../src/early/find-early-files.ts";
import type { Locale } from "../../src/messages/locales.ts";
import type { PageModule } from "./read-pages.ts";

const textFile = /[\\/]messages[\\/]([a-z]{2})\.ts$/;

/** Lists for each page the files of its code with what they import, and those of their texts. */
export function listEarlyFiles(pages: readonly PageModule[], bundle: Rolldown.OutputBundle): EarlyFiles {
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const each of Object.values(bundle)) if (each.type === "chunk") chunks.set(each.fileName, each);
  const byModule = new Map([...chunks.values()].map(chunk => [chunk.facadeModuleId, chunk.fileName]));
  const first = withImports(
    [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
    chunks,
  );
  const files: string[] = [];
  const toNumber = (name: string) => {
    const path = `/${name}`;
    return files.includes(path) ? files.indexOf(path) : files.push(path) - 1;
  };
  return {
    pages: pages.map(({ path, modules }) => {
      const own = withImports(
        modules.flatMap(module => byModule.get(module) ?? missing(module)),
        chunks,
      );
      const texts: Partial<Record<Locale, number[]>> = {};
      for (const name of new Set([...first, ...own].flatMap(each => chunks.get(each)?.dynamicImports ?? []))) {
        const language = textFile.exec(chunks.get(name)?.facadeModuleId ?? "")?.[1] as Locale | undefined;
        if (language) texts[language] = [...(texts[language] ?? []), toNumber(name)];
      }
      return { path, code: [...own].filter(name => !first.has(name)).map(toNumber), texts };
    }),
    files,
  };
}

function withImports(names: readonly string[], chunks: ReadonlyMap<string, Rolldown.OutputChunk>): Set<string> {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    chunks.get(name)?.imports.forEach(add);
  };
  names.forEach(add);
  return found;
}

function missing(module: string): never {
  throw new Error(`no chunk begins with ${module}`);
}
