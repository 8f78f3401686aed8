import { type DateOrder, type ImportField, importTimeFields, parseShortUrl } from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { unescapeFormulas } from "@shunt/contracts/values";
import type { Columns } from "./csv-columns.ts";
import type { CsvRow } from "./read-csv.ts";
import { isUnclearDate } from "./to-instant.ts";
import { toCount, toFirst, toFlag, toHost, toTags, toValue } from "./to-value.ts";

/** Not validated yet. */
export interface ImportRow {
  line: number;
  fields: Record<string, unknown>;
  /** Host of the former short URL, if the file has one. */
  formerHost: string | undefined;
  /** Further codes or short URLs. */
  otherCodes: readonly string[];
}

type Cells = Partial<Record<ImportField, string>>;

/**
 * Empty cells are ignored.
 *
 * @param dateOrder of dates such as `03/04/2026`; undefined if it is not known
 */
export function toImportRow(
  { line, cells: texts }: CsvRow,
  columns: Columns,
  dateOrder?: DateOrder,
): ImportRow | Problem {
  const surplus = texts.findIndex((text, i) => text !== "" && (i >= columns.fields.length || columns.unnamed.has(i)));
  if (surplus >= 0) return fieldProblem("", `has text in column ${surplus + 1}, which has no name in the header`);
  const cells = toCells(texts, columns);
  const { short_url, custom_short_url, former_domain, has_password, is_removed, other_codes, click_count, ...own } =
    cells;
  const problem =
    removedProblem(is_removed) ?? passwordProblem(own.password, has_password) ?? dateProblem(own, dateOrder);
  if (problem) return problem;
  const shortUrl = (custom_short_url && toFirst(custom_short_url)) || short_url;
  const former = shortUrl === undefined ? undefined : parseShortUrl(shortUrl);
  // A path that is not a code is kept for validation to reject.
  const formerCode = former ? (former.code ?? former.path) : toBareCode(shortUrl);
  const hasCodes = columns.fields.includes("short_code");
  if (shortUrl !== undefined && formerCode === undefined && !hasCodes)
    return fieldProblem("/short_url", "must be a short URL such as https://go.example.com/sale");
  const fields = Object.fromEntries(
    Object.entries(own).map(([field, text]) => [field, toValue(field as ImportField, text, dateOrder)]),
  );
  const alias = hasCodes ? undefined : formerCode;
  return {
    line,
    fields: { ...(alias && { short_code: alias }), ...fields, ...toFormerClicks(own.former_clicks, click_count) },
    formerHost: former_domain === undefined ? former?.host : toHost(former_domain),
    otherCodes: other_codes === undefined ? [] : toTags(other_codes).map(String),
  };
}

/** The code in a list of short links without their domain: `sale` or `/sale`, but not `go.example.com`. */
function toBareCode(text = ""): string | undefined {
  return /^\/?([^\s./]+)\/?$/.exec(text)?.[1];
}

/** Refuses a link whose password is not in the file, as it would be open to everyone. */
function passwordProblem(password: string | undefined, hasPassword: string | undefined): Problem | undefined {
  const isUnknown =
    password === undefined ? hasPassword !== undefined && toFlag(hasPassword) !== false : isMark(password);
  if (!isUnknown) return undefined;
  const column = password === undefined ? "has_password" : "password";
  return fieldProblem(
    "/password",
    `is not in the file. Put it in the column password, or empty the cell in ${column} to import the link without one`,
  );
}

/** The clicks in an export of this product come on top of those before it. A text that is no count is kept, for the schema to reject. */
function toFormerClicks(...texts: (string | undefined)[]): { former_clicks?: number | string } {
  const given = texts.filter(text => text !== undefined);
  const wrong = given.find(text => toCount(text) === undefined);
  if (wrong !== undefined || given.length === 0) return wrong === undefined ? {} : { former_clicks: wrong };
  return { former_clicks: given.reduce((sum, text) => sum + (toCount(text) ?? 0), 0) };
}

/** Refuses a link that the other product deleted or banned: it led nowhere. */
function removedProblem(isRemoved = "no"): Problem | undefined {
  if (toFlag(isRemoved) === false) return undefined;
  return fieldProblem("/is_removed", "is set: the link was deleted or banned. Empty the cell to import it");
}

/** Refuses dates that may mean two days. */
function dateProblem(cells: Cells, dateOrder: DateOrder | undefined): Problem | undefined {
  if (dateOrder) return undefined;
  const unclear = importTimeFields.find(field => isUnclearDate(cells[field] ?? ""));
  return (
    unclear &&
    fieldProblem(
      `/${unclear}`,
      "does not show whether the day or the month comes first. Set date_order, or write 2027-01-31",
    )
  );
}

/** Some products export that there is a password, or as many stars as it has characters. */
function isMark(password: string): boolean {
  return toFlag(password) === true || /^[*•●]+$/.test(password);
}

function toCells(texts: readonly string[], { fields }: Columns): Cells {
  const cells: Cells = {};
  for (const [i, field] of fields.entries()) {
    const text = texts[i];
    if (!field || !text || (field === "password" && toFlag(text) === false)) continue;
    // No export of ours has passwords, so none is escaped.
    cells[field] = field === "password" ? text : unescapeFormulas(text);
  }
  return cells;
}
