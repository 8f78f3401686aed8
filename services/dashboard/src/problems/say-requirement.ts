import type { Messages } from "./messages/en.ts";

/** A requirement as the API words it, and the sentence for it. */
const sentences: readonly [form: RegExp, say: (t: Messages, numbers: readonly number[]) => string][] = [
  [/^is required|^must not be empty$/, t => t.required],
  [/^must have at least (\d+) characters/, (t, [n = 0]) => t.minLength(n)],
  [/^must have at most (\d+) characters/, (t, [n = 0]) => t.maxLength(n)],
  [/^must have (\d+) to (\d+) characters$/, (t, [min = 0, max = 0]) => t.lengthBetween(min, max)],
  [/^must have at least (\d+) entr/, (t, [n = 0]) => t.minEntries(n)],
  [/^must have at most (\d+) entr/, (t, [n = 0]) => t.maxEntries(n)],
  [/^must be at least (-?[\d.]+)$/, (t, [n = 0]) => t.min(n)],
  [/^must be at most (-?[\d.]+)$/, (t, [n = 0]) => t.max(n)],
  [/^must be a whole number$/, t => t.wholeNumber],
  [/^must be a number/, t => t.number],
  [/^must be a list$/, t => t.list],
  [/^must be one of /, t => t.choice],
  [/^must be an e-mail address/, t => t.email],
  [/^must be an absolute URL/, t => t.url],
  [/^must be an http or https URL/, t => t.urlOfWeb],
  [/^must be an https URL/, t => t.urlHttps],
  [/^must lead to the public internet/, t => t.publicUrl],
  [/^must not contain a user name or password/, t => t.hasCredentials],
  [/^must not contain blanks/, t => t.hasBlanks],
  [/^must have a host /, t => t.host],
  [/^must be a (?:host name|full domain name)/, t => t.hostName],
  [/^must be a domain name, not an IP address/, t => t.noIp],
  [/^is the host of this service/, t => t.ownHost],
  [/^must be 3 to 50 letters/, t => t.code],
  [/^is a reserved word|^is reserved/, t => t.reserved],
  [/^must not contain (?:control or invisible characters|the invisible character|.+ \(U\+)/, t => t.lookAlike],
  [/^mixes letters of several scripts|^must not mix scripts|^has a combining mark/, t => t.lookAlike],
  [/^must not contain (?:NUL|the replacement character|tabs or line ends)/, t => t.unstorable],
  [/^must be an ISO 8601 time/, t => t.time],
  [/^must be a day/, t => t.day],
  [/^must be a time of day/, t => t.timeOfDay],
  [/^must be an IANA time zone/, t => t.timeZone],
  [/^must lie in the future/, t => t.future],
  [/^must be later than (?:starts_at|from)/, t => t.laterEnd],
  [/^must be an ISO 3166-1 code/, t => t.country],
  [/^must be an IP address/, t => t.ip],
  [/^must be a colour/, t => t.color],
  [/^must be 302 or 307/, t => t.redirectStatus],
  [/^needs an https destination/, t => t.frameHttps],
  [/^is not possible with this destination/, t => t.frameRefused],
  [/^is too common/, t => t.commonPassword],
  [/^is not the current code/, t => t.currentCode],
];

/** Says what the API requires of a value, in the language of the page. The API's own words, if there is no sentence. */
export function sayRequirement(detail: string, t: Messages): string {
  for (const [form, say] of sentences) {
    const found = form.exec(detail);
    if (found) return say(t, found.slice(1).map(Number));
  }
  return detail;
}
