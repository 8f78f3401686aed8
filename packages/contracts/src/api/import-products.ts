import type { ImportedLinkField } from "./links.ts";

/** A field that a column of a file with links has. */
export type ImportField =
  | ImportedLinkField
  | "click_count"
  | "short_url"
  | "custom_short_url"
  | "former_domain"
  | "has_password"
  | "is_removed";

/** A shortener whose exports can be imported. Names of columns are in lower case and without separators. */
export interface ImportProduct {
  name: string;
  /** Sets of columns by which an export is recognised: none of the products before this one has all of a set. */
  signatures: readonly string[];
  /** Names of columns by field, apart from the names of the fields themselves. */
  columns: Partial<Record<ImportField, string>>;
  /** Columns that an import leaves out: identifiers, other counts and dates, unsupported features. */
  skipped: string;
}

/** This product, whose exports have the names of its own fields. */
export const ownProduct = "Shunt";

/** All importable products, in the order in which their signatures are compared. */
export const importProducts: readonly ImportProduct[] = [
  {
    name: ownProduct,
    signatures: ["originalurl shortcode othercodes"],
    columns: { click_count: "clickcount" },
    skipped: "",
  },
  {
    name: "Bitly",
    signatures: ["bitlink", "custombitlinks"],
    columns: {
      original_url: "longurl",
      short_url: "bitlink link",
      custom_short_url: "custombitlink custombitlinks",
      is_archived: "archived",
      created_at: "created createdat",
      former_clicks: "totalclicks clicks engagements",
    },
    skipped:
      "bitlinkid campaign campaigngroup clientid createdby custombitlinkscount deeplinks group groupguid id launchpadids modified references scans",
  },
  {
    name: "Rebrandly",
    signatures: ["slashtag"],
    columns: {
      original_url: "destination",
      short_code: "slashtag",
      former_domain: "domainname",
      created_at: "createdat",
      former_clicks: "clicks",
    },
    skipped:
      "creator domainid favourite forwardparameters https id integrated lastclickat lastclickdate scripts status updatedat",
  },
  {
    name: "Short.io",
    signatures: ["originalurl idstring", "originalurl path"],
    columns: {
      short_code: "path",
      redirect_status: "redirecttype",
      expires_at: "expiresat",
      fallback_url: "expiredurl",
      max_clicks: "clickslimit",
      has_password: "haspassword",
      ios_url: "iphoneurl",
      android_url: "androidurl",
      is_archived: "archived",
      created_at: "createdat",
      former_clicks: "clicks",
    },
    skipped:
      "adroll cloaking domainid folderid id idstring integrationadroll integrationfb integrationga integrationgtm integrationtt ownerid passwordcontact skipqs source splitpercent spliturl ttl updatedat user userid utmcampaign utmcontent utmmedium utmsource utmterm",
  },
  {
    name: "TinyURL",
    signatures: ["tinyurl"],
    columns: {
      original_url: "url",
      short_code: "alias",
      short_url: "tinyurl",
      is_archived: "archived",
      created_at: "createdat",
      former_clicks: "hits",
      is_removed: "deleted",
    },
    skipped: "analytics user",
  },
  {
    name: "Shlink",
    signatures: ["longurl shortcode"],
    columns: {
      original_url: "longurl",
      is_indexable: "crawlable",
      starts_at: "validsince",
      expires_at: "validuntil",
      max_clicks: "maxvisits",
      created_at: "createdat datecreated",
      former_clicks: "visits visitscount visitssummary",
    },
    skipped: "forwardquery hasredirectrules meta",
  },
  {
    name: "Kutt",
    signatures: ["target address"],
    columns: {
      original_url: "target",
      short_code: "address",
      short_url: "link",
      expires_at: "expirein",
      created_at: "createdat",
      former_clicks: "visitcount",
      is_removed: "banned",
    },
    skipped: "id updatedat userid uuid",
  },
  {
    name: "Dub",
    signatures: ["shortlink destinationurl", "shortlink url key", "link url createdat"],
    columns: {
      original_url: "destinationurl url",
      short_code: "key",
      short_url: "shortlink link",
      notes: "comments",
      is_indexable: "doindex",
      fallback_url: "expiredurl",
      ios_url: "ios",
      android_url: "android",
      is_archived: "archived",
      created_at: "createdat",
      former_clicks: "clicks",
    },
    skipped:
      "conversions folderid geo id image lastclicked leads linkid projectid proxy qrcode revenue rewrite saleamount sales tagids tenantid teststartedat testcompletedat testvariants trackconversion updatedat userid video webhookids workspaceid",
  },
  {
    name: "YOURLS",
    signatures: ["keyword url", "shorturl url timestamp"],
    columns: { original_url: "url", short_code: "keyword", created_at: "timestamp", former_clicks: "clicks" },
    skipped: "ip",
  },
  {
    name: "tiny.cc",
    signatures: ["url shortid", "url shorturl note"],
    columns: { original_url: "url", short_code: "shortid", notes: "note" },
    skipped: "",
  },
  {
    name: "Sink",
    signatures: ["slug url"],
    columns: {
      original_url: "url",
      short_code: "slug",
      notes: "comment",
      expires_at: "expiration",
      ios_url: "apple",
      android_url: "google",
      created_at: "createdat",
    },
    skipped: "cloaking geo id image updatedat",
  },
];

/** Names of the other products, as texts list them. */
export const importableProducts: readonly string[] = importProducts
  .map(({ name }) => name)
  .filter(name => name !== ownProduct)
  .sort((a, b) => a.localeCompare(b, "en"));
