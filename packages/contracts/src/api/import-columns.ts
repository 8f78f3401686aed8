import { Link, type NewLinkField, newLinkFields } from "./links.ts";

/** A field that a column of a file with links has. */
export type ImportField = NewLinkField | "short_url" | "custom_short_url" | "former_domain" | "has_password";

/**
 * Column names in spreadsheets, and in exports of Bitly, Dub, Kutt, Rebrandly, Shlink, Short.io, Sink, tiny.cc, TinyURL and YOURLS, in lower case and
 * without separators.
 */
const otherNames: Partial<Record<ImportField, string>> = {
  original_url: "longurl url destination destinationurl target targeturl redirecturl",
  short_code: "customalias alias code slug keyword slashtag shortid path key address backhalf custombackhalf",
  short_url: "shorturl shortlink link bitlink tinyurl",
  custom_short_url: "custombitlink custombitlinks",
  former_domain: "domainname",
  notes: "note comment comments",
  tags: "tag label labels",
  folder: "foldername",
  redirect_status: "redirecttype",
  is_indexable: "doindex crawlable",
  starts_at: "validsince",
  expires_at: "validuntil expirein expiration expirationdate expirydate expires expiry",
  fallback_url: "expiredurl",
  max_clicks: "clickslimit maxvisits",
  has_password: "haspassword",
  ios_url: "ios iphoneurl apple",
  android_url: "android androidurl google",
};

/** Used if no other column has the purpose. */
const secondChoices: Record<string, ImportField> = { description: "notes", name: "title", secureshorturl: "short_url" };

/** Columns of other products: counts, dates and unsupported features. */
const skippedNames = `
  accountid adroll analytics archived banned bitlinkid campaign campaigngroup clicks clientid cloaking clickcount
  conversions created createdat createdby createddate creationdate creator custombitlinkscount datecreated date deeplinks
  deleted domainid engagements favourite folderid forwardparameters forwardquery geo group groupguid hasredirectrules hits
  https id idstring image integrated integrationadroll integrationfb integrationga integrationgtm integrationtt ip
  lastclickat lastclickdate lastclicked launchpadids leads linkid meta modified ownerid passwordcontact
  projectid proxy qrcode references revenue rewrite saleamount sales scans scripts skipqs source splitpercent spliturl status
  tagids teststartedat testcompletedat testvariants tenantid timestamp totalclicks trackconversion ttl updated updatedat user
  userid utmcampaign utmcontent utmmedium utmsource utmterm uuid video views visitcount visits visitscount visitssummary
  webhookids workspaceid`;

const otherFields = Object.keys(otherNames) as ImportField[];
/** All fields, in the order in which people look for them. */
export const importFields: readonly ImportField[] = [...new Set([...newLinkFields, ...otherFields])];

const fields = new Map<string, ImportField>([
  ...importFields.map((field): [string, ImportField] => [toKey(field), field]),
  ...(Object.entries(otherNames) as [ImportField, string][]).flatMap(([field, names]) =>
    names.split(" ").map((name): [string, ImportField] => [name, field]),
  ),
]);
/** All fields of a link, as they are columns of our own export. */
const skipped = new Set([...skippedNames.trim().split(/\s+/), ...Object.keys(Link.shape).map(toKey)]);

/**
 * The field of each column by its name, regardless of case and separators. Undefined for columns that an import leaves out.
 */
export function matchImportColumns(header: readonly string[]): (ImportField | undefined)[] {
  const keys = header.map(toKey);
  const first = keys.map(key => fields.get(key));
  return keys.map((key, i) => first[i] ?? toSecondChoice(key, first));
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

function toSecondChoice(key: string, first: readonly (ImportField | undefined)[]): ImportField | undefined {
  const field = secondChoices[key];
  return field && !first.includes(field) ? field : undefined;
}
