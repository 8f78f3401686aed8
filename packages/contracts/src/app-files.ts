import { z } from "zod";
import { isStorable, unstorable } from "./text.ts";
import { webUrl } from "./web-url.ts";

/** Of a file as JSON, so that domains stay small in memory and in Redis. */
const maxCharacters = 32_768;

const maxDepth = 20;

/** Bounds of a document with fields that only Apple or Google know, so that Postgres and Redis can hold it. */
const storable = <S extends z.ZodType>(schema: S) =>
  schema
    .refine(value => isShallow(value, maxDepth), { error: `must be nested at most ${maxDepth} levels`, abort: true })
    .refine(value => JSON.stringify(value).length <= maxCharacters, {
      error: `must have at most ${maxCharacters.toLocaleString("en")} characters as JSON`,
    })
    .refine(hasStorableTexts, { error: unstorable });

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every(each => isShallow(each, levels - 1));
}

function hasStorableTexts(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, each]) => isStorable(key) && hasStorableTexts(each));
}

/** The prefix of a team, and the bundle. */
const AppleAppId = z
  .string()
  .regex(/^[A-Z0-9]{10}\.[A-Za-z0-9.-]{1,155}$/, "must be a team and a bundle such as ABCDE12345.com.example.app");
const appIds = z.array(AppleAppId).min(1);
const apps = z.looseObject({ apps: appIds.describe("Ids of the apps, such as `ABCDE12345.com.example.app`.") });

const Component = z.looseObject({
  "/": z.string().optional().describe("Pattern of the path."),
  "?": z
    .union([z.string(), z.record(z.string(), z.string())], { error: "must be text, or an object with texts" })
    .optional()
    .describe("Pattern of the query, or of each of its parameters by name."),
  "#": z.string().optional().describe("Pattern of the fragment."),
  exclude: z.boolean().optional().describe("Whether the app does not open such URLs."),
  comment: z.string().optional().describe("A note."),
  caseSensitive: z.boolean().optional().describe("Whether the patterns distinguish upper and lower case."),
  percentEncoded: z.boolean().optional().describe("Whether the patterns are compared with the encoded URL."),
});

const Detail = z
  .looseObject({
    appID: AppleAppId.optional().describe("Id of one app, in the form before iOS 13."),
    appIDs: appIds.optional().describe("Ids of the apps."),
    paths: z.array(z.string()).optional().describe("Patterns of paths, in the form before iOS 13."),
    components: z
      .array(Component)
      .optional()
      .describe("URLs that the apps open, or do not open; the first match decides."),
  })
  .refine(({ appID, appIDs }) => appID !== undefined || appIDs !== undefined, "must have appIDs");

const Applinks = z.looseObject({
  apps: z.array(z.string()).max(0).optional().describe("An empty list, in the form before iOS 13."),
  details: z.array(Detail).min(1).describe("The apps, and the URLs that they open."),
});

/**
 * An `apple-app-site-association` file. Apple may add fields to its parts, which are served as given.
 * https://developer.apple.com/documentation/bundleresources/applinks
 */
export const AppleAppSiteAssociation = storable(
  z
    .strictObject({
      applinks: Applinks.optional().describe("Universal links."),
      webcredentials: apps.optional().describe("Apps that share passwords with the domain."),
      appclips: apps.optional().describe("App clips of the domain."),
      activitycontinuation: apps.optional().describe("Apps that continue activities from the domain."),
    })
    .refine(file => Object.keys(file).length > 0, "must have applinks or another service"),
).meta({ id: "AppleAppSiteAssociation" });

const Fingerprint = z
  .string()
  .regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/i, "must be 32 bytes in hexadecimal, separated by colons")
  .toUpperCase();

const secureUrl = webUrl(2_048, ({ protocol }) => (protocol === "https:" ? undefined : "must be an https URL"));

const AssetTarget = z.discriminatedUnion("namespace", [
  z.looseObject({
    namespace: z.literal("android_app").describe("The target is an app."),
    package_name: z
      .string()
      .regex(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/, "must be a package such as com.example.app")
      .describe("Package of the app."),
    sha256_cert_fingerprints: z
      .array(Fingerprint)
      .min(1)
      .describe("SHA-256 fingerprints of the certificates that sign the app."),
  }),
  z.looseObject({
    namespace: z.literal("web").describe("The target is a website."),
    site: secureUrl.describe("Its `https` origin."),
  }),
]);

const Relation = z
  .string()
  .regex(/^[a-z0-9_.]+\/[a-z0-9_.]+$/, "must be a relation such as delegate_permission/common.handle_all_urls");

const Statement = z
  .looseObject({
    include: secureUrl.optional().describe("`https` URL of another such file, in place of the other fields."),
    relation: z.array(Relation).min(1).optional().describe("Permissions of the target."),
    target: AssetTarget.optional().describe("The app or website."),
  })
  .superRefine(({ include, relation, target }, ctx) => {
    for (const [field, value] of Object.entries({ relation, target })) {
      const message = include === undefined ? "is required" : "must be omitted with include";
      if ((value === undefined) === (include === undefined)) ctx.addIssue({ code: "custom", message, path: [field] });
    }
  });

/**
 * An `assetlinks.json` file. Google may add fields, which are served as given.
 * https://developers.google.com/digital-asset-links/v1/statements
 */
export const AssetLinks = storable(z.array(Statement).min(1)).meta({ id: "AssetLinks" });

/** As stored. A newer release may accept more. */
export const StoredAppleFile = z.record(z.string(), z.unknown());
export const StoredAssetLinks = z.array(z.record(z.string(), z.unknown()));
