import type { Language } from "@shunt/contracts/accounts";
import { readLanguages } from "@shunt/visitor/language";
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";

/** All languages of the pages, by tag (RFC 5646). The first is for visitors who accept none of them. */
export const catalogues = { en, de, fr, es } as const satisfies Record<Language, Messages>;

const defaultLanguage: Language = "en";

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
  for (const tag of readLanguages(acceptLanguage.slice(0, maxLength)).accepted) {
    const language = lookUp(tag);
    if (language !== undefined) return language;
  }
  return defaultLanguage;
}

/**
 * The language that someone chose; else the one that their browser prefers. A later version may have stored one that this
 * one lacks.
 */
export function toLanguage(chosen: string | null, acceptLanguage: string): Language {
  return (chosen === null ? undefined : lookUp(chosen)) ?? chooseLanguage(acceptLanguage);
}

function lookUp(range: string): Language | undefined {
  for (let tag = range; tag !== ""; tag = tag.slice(0, Math.max(0, tag.lastIndexOf("-")))) {
    if (Object.hasOwn(catalogues, tag)) return tag as Language;
  }
  return undefined;
}
