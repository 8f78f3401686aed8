import type { Language } from "@shunt/contracts/accounts";
import { listAll } from "../api/list-all.ts";

/** The languages of the dashboard. */
export const locales = listAll<Language>({ en: true, de: true, fr: true, es: true });
export type Locale = Language;
