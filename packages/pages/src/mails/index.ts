/** The texts of mails, in the languages of the pages. */
import type { Language } from "@shunt/contracts/accounts";
import { toLanguage } from "../messages/languages.ts";
import { de } from "./de.ts";
import { en, type MailTexts } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";

export type { MailText, MailTexts, ReleaseCause, SignInChange } from "./en.ts";

const mails: Record<Language, MailTexts> = { en, de, fr, es };

/**
 * @param language that the account chose; null for that of the browser
 * @param acceptLanguage `Accept-Language` of the request that the mail is for; empty if it is not known
 */
export function toMailTexts(language: string | null, acceptLanguage = ""): MailTexts {
  return mails[toLanguage(language, acceptLanguage)];
}
