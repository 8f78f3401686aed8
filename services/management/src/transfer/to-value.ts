import {
  type DateOrder,
  type ImportField,
  importTimeFields,
  linkFields,
  linkSettings,
  type RuleField,
  ruleFields,
} from "@shunt/contracts/links";
import { withoutRoot } from "@shunt/contracts/values";
import { toInstant } from "./to-instant.ts";

const columnTypes = new Map<string, string>(linkSettings.map(({ field, columnType }) => [field, columnType]));

/** Text that cannot be converted is kept, for the schema to reject. */
export function toValue(field: ImportField, text: string, dateOrder: DateOrder | undefined): unknown {
  if (field === "tags") return toTags(text);
  if (field === "domain") return toHost(text);
  if (field === "reuse" || field === "is_archived") return toFlag(text) ?? text;
  if (isTimeField(field)) return toInstant(text, dateOrder);
  if (field === "forward_query") return toForwarding(text);
  if (isRuleField(field)) return linkFields[field].write.safeParse(text).success ? text : (parseJson(text) ?? text);
  switch (columnTypes.get(field)) {
    case "boolean":
      return toFlag(text) ?? text;
    case "smallint":
      return /^\d+$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}

function isTimeField(field: ImportField): boolean {
  return (importTimeFields as readonly string[]).includes(field);
}

/** Also `1,284` and `1.284`, as spreadsheets write thousands, and the `total` of Shlink's summary. */
export function toCount(text: string): number | undefined {
  if (text.startsWith("{")) return (parseJson(text) as { total?: number } | undefined)?.total;
  return /^(?:\d+|\d{1,3}(?:[.,'’\s]\d{3})+)$/.test(text) ? Number(text.replace(/\D/g, "")) : undefined;
}

/** Shlink says only whether it passes the query of visitors, whose parameters win. */
function toForwarding(text: string): string {
  const isOn = toFlag(text);
  if (isOn === undefined) return text;
  return isOn ? "visitor_wins" : "off";
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

export function toFlag(text: string): boolean | undefined {
  const word = text.normalize("NFC").toLowerCase();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : undefined;
}

/** Separators of tags in a cell. Tags that contain one are in a JSON array. */
export const tagSeparator = /[,;|]/;

export function toTags(text: string): unknown[] {
  return parseJsonArray(text) ?? text.split(tagSeparator).flatMap(tag => tag.trim() || []);
}

/** Several short URLs are separated like tags. */
export function toFirst(text: string): string | undefined {
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

/** Accepts a scheme and a port. Other text is kept, for the response to name it. */
export function toHost(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || url.href !== `${url.origin}/`) return text.toLowerCase();
  return withoutRoot(url.hostname);
}
