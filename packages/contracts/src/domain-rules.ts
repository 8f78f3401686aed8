import type { z } from "zod";
import { AppleAppSiteAssociation, AssetLinks, StoredAppleFile, StoredAssetLinks } from "./app-files.ts";
import { BrandColor, BrandLogoUrl, BrandName } from "./domain-brand.ts";
import { ForwardPath, ForwardQuery } from "./link/forwarding.ts";
import { RedirectStatus } from "./link/link-values.ts";
import { CacheSeconds, ReferrerPolicy } from "./link/redirect-headers.ts";

interface DomainRule {
  write: z.ZodType;
  read: z.ZodType;
  about: string;
  /** Whether it is the default of the link's field with the same name. */
  isLinkDefault: boolean;
}

const rule = <S extends z.ZodType>(schema: S) => ({ write: schema.nullish(), read: schema.nullable() });

/**
 * Settings of a domain that the redirect needs and that are not redirect targets, by API name. `domains.rules` stores them
 * in one document.
 */
const domainRuleFields = {
  redirect_status: {
    ...rule(RedirectStatus),
    about:
      "`redirect_status` of new links that are created without one; `null` for that of the installation. Existing links keep theirs. Browsers remember 301 and 308: they may repeat the redirect without asking again, so later changes of the link reach them late and their clicks are not counted.",
    isLinkDefault: false,
  },
  cache_seconds: {
    ...rule(CacheSeconds),
    about: "`cache_seconds` of links that have none of their own, or `null`.",
    isLinkDefault: true,
  },
  referrer_policy: {
    ...rule(ReferrerPolicy),
    about: "`referrer_policy` of links that have none of their own, or `null`.",
    isLinkDefault: true,
  },
  forward_query: {
    ...rule(ForwardQuery),
    about: "`forward_query` of links that have none of their own, or `null` for `off`.",
    isLinkDefault: true,
  },
  forward_path: {
    ...rule(ForwardPath),
    about: "`forward_path` of links that have none of their own, or `null` for `not_found`.",
    isLinkDefault: true,
  },
  brand_name: {
    ...rule(BrandName),
    about: "Name at the top of the pages that visitors of the domain see, at most 60 characters, or `null`.",
    isLinkDefault: false,
  },
  brand_logo_url: {
    ...rule(BrandLogoUrl),
    about: "`https` URL of the logo on these pages, or `null`. Its host receives the addresses of their visitors.",
    isLinkDefault: false,
  },
  brand_color: {
    ...rule(BrandColor),
    about: "Colour of these pages such as `#1f4fd1`, or `null`. Shades of it keep texts readable.",
    isLinkDefault: false,
  },
  apple_app_site_association: {
    ...rule(AppleAppSiteAssociation),
    read: StoredAppleFile.nullable(),
    about:
      "Content of `/.well-known/apple-app-site-association` on the domain, an object of at most 32,768 characters as JSON: the iOS apps that open its links; `null` serves no such file.",
    isLinkDefault: false,
  },
  assetlinks: {
    ...rule(AssetLinks),
    read: StoredAssetLinks.nullable(),
    about:
      "Content of `/.well-known/assetlinks.json` on the domain, a list of at most 32,768 characters as JSON: the Android apps that open its links; `null` serves no such file.",
    isLinkDefault: false,
  },
} as const satisfies Record<string, DomainRule>;

type Fields = typeof domainRuleFields;
export type DomainRuleField = keyof Fields;
export type LinkDefaultField = {
  [F in DomainRuleField]: Fields[F]["isLinkDefault"] extends true ? F : never;
}[DomainRuleField];

/** As stored; a setting that is off has no entry. A newer release may have stored entries that this one does not know. */
export type DomainRules = { [F in DomainRuleField]?: NonNullable<z.output<Fields[F]["write"]>> };

export type DomainRuleValues = { [F in DomainRuleField]: NonNullable<DomainRules[F]> | null };

const domainRuleNames = Object.keys(domainRuleFields) as readonly DomainRuleField[];

export const linkDefaultFields = domainRuleNames.filter(
  field => domainRuleFields[field].isLinkDefault,
) as readonly LinkDefaultField[];

const shapeOf = <K extends "write" | "read">(key: K) =>
  Object.fromEntries(
    Object.entries(domainRuleFields).map(([field, each]) => [field, each[key].describe(each.about)]),
  ) as { [F in DomainRuleField]: Fields[F][K] };

export const writtenDomainRules = shapeOf("write");
export const shownDomainRules = shapeOf("read");

/** Omitted settings keep their values, `null` turns them off. Settings of a newer release are kept. */
export function applyDomainRules(
  before: DomainRules | null,
  changes: { [F in DomainRuleField]?: DomainRules[F] | null | undefined },
): DomainRules | null {
  const after: Record<string, unknown> = { ...before };
  for (const field of domainRuleNames) {
    if (changes[field] !== undefined) after[field] = changes[field];
    if (after[field] === null) delete after[field];
  }
  return Object.keys(after).length === 0 ? null : (after as DomainRules);
}

export function showDomainRules(rules: DomainRules | null): DomainRuleValues {
  return Object.fromEntries(domainRuleNames.map(field => [field, rules?.[field] ?? null])) as DomainRuleValues;
}
