/**
 * Operators that start a formula: plain, full-width and small forms, which spreadsheets normalise. They count at the start of a text and
 * after each separator in it, because a spreadsheet may split at another separator than ours. Quotes, blanks and invisible characters
 * before an operator do not protect, because some programs drop them (https://owasp.org/www-community/attacks/CSV_Injection). Each
 * lookahead ends at the next separator, so that matching takes linear time.
 */
const computed =
  /^(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\t\r\n])|(?<=[;\|\t-\r\x85\u2028\u2029])(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gv;
const escaped =
  /^'(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\t\r\n])|(?<=[;\|\t-\r\x85\u2028\u2029])'(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gv;

/** Puts an apostrophe before every part of a text that a spreadsheet would compute. */
export function escapeFormulas(text: string): string {
  return text.replace(computed, "'");
}

/** Reverses `escapeFormulas`. */
export function unescapeFormulas(text: string): string {
  return text.replace(escaped, "");
}
