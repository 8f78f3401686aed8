import {
  type ImportField,
  linkFields,
  linkSettings,
  parseShortUrl,
  type RuleField,
  ruleFields,
} from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { unescapeFormulas, withoutRoot } from "@shunt/contracts/values";
import type { Columns } from "./csv-columns.ts";
import type { CsvRow } from "./read-csv.ts";

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

/** Empty cells are ignored. */
export function toImportRow({ line, cells: texts }: CsvRow, columns: Columns): ImportRow | Problem {
  const surplus = texts.findIndex((text, i) => text !== "" && (i >= columns.fields.length || columns.unnamed.has(i)));
  if (surplus >= 0) return fieldProblem("", `has text in column ${surplus + 1}, which has no name in the header`);
  const cells = toCells(texts, columns);
  const { short_url, custom_short_url, former_domain, has_password, other_codes, ...own } = cells;
  const unknownPassword = passwordProblem(own.password, has_password);
  if (unknownPassword) return unknownPassword;
  const shortUrl = (custom_short_url && toFirst(custom_short_url)) || short_url;
  const former = shortUrl === undefined ? undefined : parseShortUrl(shortUrl);
  // A path that is not a code is kept for validation to reject.
  const formerCode = former ? (former.code ?? former.path) : toBareCode(shortUrl);
  const hasCodes = columns.fields.includes("short_code");
  if (shortUrl !== undefined && formerCode === undefined && !hasCodes)
    return fieldProblem("/short_url", "must be a short URL such as https://go.example.com/sale");
  const fields = Object.fromEntries(
    Object.entries(own).map(([field, text]) => [field, toValue(field as ImportField, text)]),
  );
  const alias = hasCodes ? undefined : formerCode;
  return {
    line,
    fields: { ...(alias && { short_code: alias }), ...fields },
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

/** Some products export that there is a password, or as many stars as it has characters. */
function isMark(password: string): boolean {
  return toFlag(password) === true || /^[*•●]+$/.test(password);
}

/** Accepts a scheme and a port. Other text is kept, for the response to name it. */
function toHost(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || url.href !== `${url.origin}/`) return text.toLowerCase();
  return withoutRoot(url.hostname);
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

const columnTypes = new Map<string, string>(linkSettings.map(({ field, columnType }) => [field, columnType]));

/** Text that cannot be converted is kept, for the schema to reject. */
function toValue(field: ImportField, text: string): unknown {
  if (field === "tags") return toTags(text);
  if (field === "domain") return toHost(text);
  if (field === "reuse") return toFlag(text) ?? text;
  if (isRuleField(field)) return linkFields[field].write.safeParse(text).success ? text : (parseJson(text) ?? text);
  switch (columnTypes.get(field)) {
    case "boolean":
      return toFlag(text) ?? text;
    case "smallint":
      return /^\d+$/.test(text) ? Number(text) : text;
    case "timestamptz":
      return toInstant(text);
    default:
      return text;
  }
}

/** Also `31.1.2027 09:00`, as spreadsheets write days in many countries, and seconds since 1970. */
function toInstant(text: string): string {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1_000).toISOString();
  const [, day, month, year, time = ""] = /^(\d\d?)\.(\d\d?)\.(\d{4})(?: (\d\d?:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  if (day === undefined || month === undefined) return text;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${time && ` ${time.padStart(time.length > 5 ? 8 : 5, "0")}`}`;
}

function isRuleField(field: ImportField): field is RuleField {
  return (ruleFields as readonly string[]).includes(field);
}

/** Also as localised spreadsheets write it. */
const yes =
  `true yes 1 wahr vrai verdadero vero waar prawda verdadeiro sant sand sann tosi pravda igaz adevărat doğru истина`.split(
    " ",
  );
/** Includes `yanliş`, as JavaScript lower-cases the Turkish I to i instead of ı. */
const no =
  `false no 0 falsch faux falso onwaar fałsz falskt falsk usann epätosi nepravda hamis fals yanlış yanliş ложь`.split(
    " ",
  );

function toFlag(text: string): boolean | undefined {
  const word = text.normalize("NFC").toLowerCase();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : undefined;
}

/** Separators of tags in a cell. Tags that contain one are in a JSON array. */
export const tagSeparator = /[,;|]/;

function toTags(text: string): unknown[] {
  return parseJsonArray(text) ?? text.split(tagSeparator).flatMap(tag => tag.trim() || []);
}

/** Several short URLs are separated like tags. */
function toFirst(text: string): string | undefined {
  const [first] = toTags(text);
  return typeof first === "string" ? first : undefined;
}

/** Of strings, or of objects with a `name`. */
function parseJsonArray(text: string): unknown[] | undefined {
  const items = text.startsWith("[") ? parseJson(text) : undefined;
  return Array.isArray(items) ? items.map(item => (item as { name?: unknown } | null)?.name ?? item) : undefined;
}

/** Undefined for other text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
