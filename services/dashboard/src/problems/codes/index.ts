import type { Locale } from "../../messages/locales.ts";
import type { CodeTexts } from "./code-texts.ts";

/** The API itself speaks English, and gives reasons that only it knows. */
export const codeTexts: Partial<Record<Locale, () => Promise<{ codes: CodeTexts }>>> = {
  de: () => import("./de.ts"),
  fr: () => import("./fr.ts"),
  es: () => import("./es.ts"),
};
