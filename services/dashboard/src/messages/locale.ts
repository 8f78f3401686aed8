import { type Locale, locales } from "./locales.ts";

/** Each in its own language, for those who cannot read the present one. */
export const languageNames: Record<Locale, string> = { en: "English", de: "Deutsch", fr: "Français", es: "Español" };

const storageKey = "shunt-locale";
/** The language of texts, chosen once as the page loads; changing it loads the page again. */
export const locale: Locale = readChosen() ?? pickLocale(navigator.languages);
/** The locale of numbers and dates: the visitor's own region, if it is of the same language. */
export const regionalLocale = navigator.languages.find(each => toLanguage(each) === locale) ?? locale;

export function chooseLocale(chosen: Locale): void {
  saveLocale(chosen);
  location.reload();
}

/** Takes effect as the page loads again. @param chosen null for the language of the browser */
export function saveLocale(chosen: Locale | null): void {
  if (chosen === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, chosen);
}

function readChosen(): Locale | undefined {
  return locales.find(each => each === localStorage.getItem(storageKey));
}

/** The first of the wanted languages that we have, else English. */
function pickLocale(wanted: readonly string[]): Locale {
  return wanted.map(toLanguage).flatMap(each => locales.filter(ours => ours === each))[0] ?? "en";
}

function toLanguage(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}
