import { z } from "zod";

/** What a short code may look like. Judged before any look-up, so that nonsense never costs I/O. */
const shortCodePattern = /^[A-Za-z0-9_-]{3,50}$/;

export function isShortCode(value: string): boolean {
  return shortCodePattern.test(value);
}

export const ShortCode = z.string().regex(shortCodePattern, "3 to 50 characters of A-Z a-z 0-9 _ -");

/** Words a proxy in front of the services, or a browser, gives a meaning of its own. Compared without case. */
const reservedWords = new Set(
  `about account admin analytics api app apple-app-site-association assets auth blog contact dashboard docs favicon
   feed health help home legal link links livez login logout me metrics null openapi ops password pricing privacy qr
   readyz register report reset-password robots root security settings shunt sitemap social static stats status
   support swagger terms undefined url urls user users verify-email well-known www`.split(/\s+/),
);

export function isReservedWord(alias: string): boolean {
  return reservedWords.has(alias.toLowerCase());
}

/** A code of the owner's own choice. */
export const Alias = ShortCode.refine(alias => !isReservedWord(alias), "is a reserved word");
