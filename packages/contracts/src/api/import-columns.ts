import { type ImportField, importProducts, ownProduct } from "./import-products.ts";
import { importedLinkFields, Link } from "./links.ts";

/** Names in spreadsheets, next to those of products. */
const spreadsheetNames: Partial<Record<ImportField, string>> = {
  original_url: "targeturl redirecturl",
  short_code: "customalias code backhalf custombackhalf",
  tags: "tag label labels",
  folder: "foldername",
  expires_at: "expirationdate expirydate expires expiry",
  created_at: "createddate createdate creationdate",
  former_clicks: "views",
};

/** Used if no other column has the purpose. */
const secondChoices: Record<string, ImportField> = { description: "notes", name: "title", secureshorturl: "short_url" };

/** Columns of spreadsheets that an import leaves out. */
const skippedInSpreadsheets = "accountid date updated";

const named = [spreadsheetNames, ...importProducts.map(({ columns }) => columns)].flatMap(
  columns => Object.entries(columns) as [ImportField, string][],
);
/** All fields, in the order in which people look for them. */
export const importFields: readonly ImportField[] = [
  ...new Set([...importedLinkFields, ...named.map(([field]) => field)]),
];

const fields = new Map<string, ImportField>([
  ...importFields.map((field): [string, ImportField] => [toKey(field), field]),
  ...named.flatMap(([field, names]) => names.split(" ").map((name): [string, ImportField] => [name, field])),
]);
/** All fields of a link, as they are columns of our own export. */
const skipped = new Set([
  ...[skippedInSpreadsheets, ...importProducts.map(product => product.skipped)].flatMap(names => names.split(" ")),
  ...Object.keys(Link.shape).map(toKey),
]);

/** The product whose exports have such a header; undefined if none is known. */
export function findImportProduct(header: readonly string[]): string | undefined {
  const keys = new Set(header.map(toKey));
  const isOf = (signature: string) => signature.split(" ").every(key => keys.has(key));
  return importProducts.find(({ signatures }) => signatures.some(isOf))?.name;
}

/**
 * The field of each column by its name, regardless of case and separators. Undefined for columns that an import leaves out. The domain
 * in an export of another product is where the short URL was: it need not be a domain of the account.
 */
export function matchImportColumns(header: readonly string[]): (ImportField | undefined)[] {
  const keys = header.map(toKey);
  const product = findImportProduct(header);
  const isForeign = product !== undefined && product !== ownProduct;
  const first = keepFirst(keys.map(key => (key === "domain" && isForeign ? undefined : fields.get(key))));
  const choices = isForeign ? { ...secondChoices, domain: "former_domain" as const } : secondChoices;
  return keys.map((key, i) => first[i] ?? toSecondChoice(choices, key, first));
}

/** Whether a column is known, also if an import leaves it out. */
export function isKnownColumn(name: string): boolean {
  const key = toKey(name);
  return fields.has(key) || skipped.has(key) || Object.hasOwn(secondChoices, key);
}

/** `Long URL`, `long_url` and `longUrl` have the same key. */
function toKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Products export several counts and dates. Of other fields, two columns are a mistake. */
const severalNames: readonly (ImportField | undefined)[] = ["is_archived", "created_at", "former_clicks"];

function keepFirst(chosen: readonly (ImportField | undefined)[]): (ImportField | undefined)[] {
  return chosen.map((field, i) => (severalNames.includes(field) && chosen.indexOf(field) < i ? undefined : field));
}

function toSecondChoice(
  choices: Readonly<Record<string, ImportField>>,
  key: string,
  first: readonly (ImportField | undefined)[],
): ImportField | undefined {
  const field = choices[key];
  return field && !first.includes(field) ? field : undefined;
}
