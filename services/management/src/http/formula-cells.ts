/**
 * Cells that a spreadsheet would compute get an apostrophe in front, and lose it again on import.
 *
 * A spreadsheet that splits at another separator than ours sees the text behind that separator as a cell of its own, so the rule
 * holds at the start of a text and behind each separator in it. Quotes, blanks and invisible characters in between do not help:
 * some programs drop them. https://owasp.org/www-community/attacks/CSV_Injection
 */
/**
 * Operators are plain, full-width and small forms, which spreadsheets normalise. Each look ahead ends at the next separator, so that
 * the whole takes linear time.
 */
const computed =
  /^(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\t\r\n])|(?<=[;\|\t-\r\x85\u2028\u2029])(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gv;
/** The same with the apostrophe. */
const escaped =
  /^'(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\t\r\n])|(?<=[;\|\t-\r\x85\u2028\u2029])'(?=[[\s'"\p{Cf}]--[;\|\t-\r\x85\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gv;

/** Text that no spreadsheet takes for a formula. */
export function escapeFormulas(text: string): string {
  return text.replace(computed, "'");
}

/** The text that `escapeFormulas` was given. */
export function unescapeFormulas(text: string): string {
  return text.replace(escaped, "");
}
