import type { Me } from "@shunt/contracts/accounts";
import { saveLocale } from "../messages/locale.ts";
import { saveTimeZone } from "../messages/time-zone.ts";

type Preferences = Pick<Me, "language" | "time_zone">;

const storageKey = "shunt-account-preferences";

/**
 * Shows pages in the language and time zone of the account. Each choice of the account takes effect once in a browser, so that a
 * language chosen from the menu of the page stays there.
 *
 * @returns whether the page must load again
 */
export function followAccount({ language, time_zone }: Preferences): boolean {
  const followed = readFollowed();
  const isNew = { language: followed.language !== language, timeZone: followed.time_zone !== time_zone };
  if (!isNew.language && !isNew.timeZone) return false;
  localStorage.setItem(storageKey, JSON.stringify({ language, time_zone } satisfies Preferences));
  if (isNew.language) saveLocale(language);
  if (isNew.timeZone) saveTimeZone(time_zone);
  return true;
}

function readFollowed(): Preferences {
  const stored = localStorage.getItem(storageKey);
  return stored === null ? { language: null, time_zone: null } : JSON.parse(stored);
}
