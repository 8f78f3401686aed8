import { type CreateLink, Link, newLinkFields } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";

export type Field = keyof CreateLink | "short_url" | "custom_short_url" | "former_domain" | "has_password";

/**
 * Column names in exports of Bitly, Dub, Kutt, Rebrandly, Shlink, Short.io, Sink, tiny.cc and YOURLS, in lower case and
 * without separators.
 */
const otherNames: Partial<Record<Field, string>> = {
  original_url: "longurl url destination destinationurl target targeturl redirecturl",
  short_code: "customalias alias code slug keyword slashtag shortid path key address backhalf custombackhalf",
  short_url: "shorturl shortlink link bitlink",
  custom_short_url: "custombitlink custombitlinks",
  former_domain: "domainname",
  notes: "note comment comments",
  tags: "tag",
  folder: "foldername",
  redirect_status: "redirecttype",
  is_indexable: "doindex crawlable",
  starts_at: "validsince",
  expires_at: "validuntil",
  fallback_url: "expiredurl",
  max_clicks: "clickslimit maxvisits",
  has_password: "haspassword",
  ios_url: "ios iphoneurl apple",
  android_url: "android androidurl google",
};

/** Used if no other column has the purpose. */
const secondChoices: Record<string, Field> = { description: "notes", secureshorturl: "short_url" };

/** Columns of other products: counts, dates and unsupported features. */
const skippedNames = `
  accountid adroll archived banned bitlinkid campaign campaigngroup clicks clientid cloaking clickcount
  conversions created createdat createdby createddate creationdate creator custombitlinkscount datecreated date deeplinks
  domainid engagements expirein favourite folderid forwardparameters forwardquery geo group groupguid hasredirectrules hits
  https id idstring image integrated integrationadroll integrationfb integrationga integrationgtm integrationtt ip
  lastclickat lastclickdate lastclicked launchpadids leads linkid meta modified ownerid passwordcontact
  projectid proxy qrcode references revenue rewrite saleamount sales scans scripts skipqs source splitpercent spliturl status
  tagids teststartedat testcompletedat testvariants tenantid timestamp totalclicks trackconversion ttl updated updatedat user
  userid utmcampaign utmcontent utmmedium utmsource utmterm uuid video views visitcount visits visitscount visitssummary
  webhookids workspaceid`;

const fields = new Map<string, Field>([
  ...newLinkFields.map((field): [string, Field] => [toKey(field), field]),
  ...(Object.entries(otherNames) as [Field, string][]).flatMap(([field, names]) =>
    names.split(" ").map((name): [string, Field] => [name, field]),
  ),
]);
/** All fields of a link, as they are columns of our own export. */
const skipped = new Set([...skippedNames.trim().split(/\s+/), ...Object.keys(Link.shape).map(toKey)]);

export interface Columns {
  /** By position; undefined for a skipped column. */
  fields: readonly (Field | undefined)[];
  /** Positions without a name, whose cells must be empty. */
  unnamed: ReadonlySet<number>;
  /** Names as in the file. */
  skipped: readonly string[];
}

/**
 * Names match regardless of case and separators.
 *
 * @throws Problem "validation-failed" that names all unknown columns, or the columns for the same field
 */
export function toColumns(header: readonly string[], unknownColumns: "refuse" | "skip"): Columns {
  const keys = header.map(toKey);
  const first = keys.map(key => fields.get(key));
  const chosen = keys.map((key, i) => first[i] ?? toSecondChoice(key, first));
  const names = header.map(name => name.trim().slice(0, 50));
  const unknown = names.filter((name, i) => name !== "" && !chosen[i] && !isKnown(keys[i] as string));
  if (unknown.length > 0 && unknownColumns === "refuse") {
    throw fieldProblem(
      "",
      `has unknown columns: ${unknown.join(", ")}. Rename or remove them, or skip them with ?unknown_columns=skip`,
    );
  }
  assertNoDuplicates(chosen, names);
  if (!chosen.includes("original_url"))
    throw fieldProblem(
      "",
      "must have a column original_url, or one with a common name for it such as long_url, url or destination",
    );
  return {
    fields: chosen,
    unnamed: new Set(names.flatMap((name, i) => (name === "" ? [i] : []))),
    skipped: names.filter((name, i) => name !== "" && !chosen[i]),
  };
}

/** `Long URL`, `long_url` and `longUrl` have the same key. */
function toKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function toSecondChoice(key: string, first: readonly (Field | undefined)[]): Field | undefined {
  const field = secondChoices[key];
  return field && !first.includes(field) ? field : undefined;
}

function isKnown(key: string): boolean {
  return skipped.has(key) || Object.hasOwn(secondChoices, key);
}

function assertNoDuplicates(chosen: readonly (Field | undefined)[], names: readonly string[]): void {
  for (const field of new Set(chosen)) {
    if (field === undefined) continue;
    const same = names.filter((_, i) => chosen[i] === field);
    if (same.length > 1) throw fieldProblem("", `has more than one column for ${field}: ${same.join(", ")}`);
  }
}
