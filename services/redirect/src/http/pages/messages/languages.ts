import { parseAccept } from "hono/utils/accept";
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";

/** All languages of the pages, by tag (RFC 5646). The first is for visitors who accept none of them. */
export const catalogues = { en, de } as const satisfies Record<string, Messages>;

export type Language = keyof typeof catalogues;

export const defaultLanguage: Language = "en";

/** Characters read of a header; browsers send fewer. */
const maxLength = 500;

/**
 * The language that a visitor prefers: the lookup of RFC 4647, 3.4, which shortens `de-AT` to `de`, by weight and then by
 * order (RFC 9110, 12.5.4).
 *
 * @param acceptLanguage value of `Accept-Language`; empty for none
 */
export function chooseLanguage(acceptLanguage: string): Language {
  if (acceptLanguage === "") return defaultLanguage;
  for (const { type, q } of parseAccept(acceptLanguage.slice(0, maxLength))) {
    const language = q > 0 ? lookUp(type.toLowerCase()) : undefined;
    if (language !== undefined) return language;
  }
  return defaultLanguage;
}

function lookUp(range: string): Language | undefined {
  for (let tag = range; tag !== ""; tag = tag.slice(0, Math.max(0, tag.lastIndexOf("-")))) {
    if (Object.hasOwn(catalogues, tag)) return tag as Language;
  }
  return undefined;
}
