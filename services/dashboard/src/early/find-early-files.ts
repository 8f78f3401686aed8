import type { Locale } from "../messages/locales.ts";

/** Files of the build, and for each page the numbers of those that it needs, besides those of `index.html`. */
export interface EarlyFiles {
  files: readonly string[];
  pages: readonly EarlyPage[];
}

interface EarlyPage {
  /** Of the route, such as `/links/$id`. */
  path: string;
  code: readonly number[];
  texts: Partial<Record<Locale, readonly number[]>>;
}

/** The files of the page at a path, none if there is no such page. */
export function findEarlyFiles(pathname: string, locale: Locale, { files, pages }: EarlyFiles): string[] {
  const page =
    pages.find(({ path }) => path === pathname) ??
    pages.find(({ path }) => path.includes("$") && matches(path, pathname));
  if (!page) return [];
  return [...page.code, ...(page.texts[locale] ?? [])].flatMap(index => files[index] ?? []);
}

function matches(path: string, pathname: string): boolean {
  const [wanted, given] = [path.split("/"), pathname.split("/")];
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith("$") || part === given[i]);
}
