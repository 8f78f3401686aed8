import { z } from "zod";
import { DomainOfCode } from "../api/codes.ts";
import { Instant, InstantText } from "../instant.ts";
import { DestinationUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { appFallbackUrl, appUrl } from "./app-urls.ts";
import { ForwardPath, ForwardQuery, Placeholders, UtmValue } from "./forwarding.ts";
import { LinkCard } from "./link-card.ts";
import { LinkHealth } from "./link-health.ts";
import { LinkPassword } from "./link-password.ts";
import { ExternalId, FolderName, LinkState, RedirectStatus } from "./link-values.ts";
import { MaxClicks } from "./max-clicks.ts";
import { CacheSeconds, ReferrerPolicy } from "./redirect-headers.ts";
import { Rules, StoredRules, targetsOfRules } from "./rules/rules.ts";
import {
  behaviour,
  choice,
  flag,
  flagSince,
  type LinkFact,
  type LinkSetting,
  optionalText,
  optionalTime,
  type RuleSetting,
  requiredText,
  type SecretField,
} from "./setting-kinds.ts";
import { Split, StoredSplit, targetsOfSplit } from "./split.ts";
import type { UtmField } from "./utm-fields.ts";

const everyone = { shownTo: "everyone" } as const;
const membersOnly = { shownTo: "members", hiddenAs: null } as const;

const utm = (name: UtmField) => ({
  ...behaviour(UtmValue),
  about: `\`${name}\` for the destination, at most 255 characters, or \`null\`. The redirect adds it unless the destination or the visitor's forwarded query has one.`,
  ...everyone,
});

/**
 * The fields of a link, by their API names and in API order. Fields with `write` are settings. Request and response schemas, CSV
 * columns, the record, its SQL and the cached link derive from this list. `about` describes a field in the API, and `aboutWrite`
 * adds what only requests need.
 */
export const linkFields = {
  id: { read: z.uuid(), about: "Id of the link.", ...everyone },
  original_url: {
    ...requiredText(DestinationUrl),
    about:
      "The destination: an absolute URL of at most 8,192 characters, `http` or `https` or with a scheme that the operator allows, such as `mailto`.",
    aboutWrite: "Web URLs must lead to the public internet.",
    name: "targetUrl",
    column: "target_url",
    cachedAs: "url",
    ...everyone,
  },
  short_code: { read: z.string(), about: "The primary code of the link, without its domain.", ...everyone },
  custom_alias: {
    read: z.string().nullable(),
    about: "The primary code if it was chosen; `null` if it is random.",
    ...everyone,
  },
  domain: { read: DomainOfCode, about: "Host of the link's custom domain; `null` for the shared domain.", ...everyone },
  external_id: {
    ...optionalText(ExternalId.nullish()),
    about: "The id of the link in your own system, unique among your links, or `null`.",
    name: "externalId",
    column: "external_id",
    ...membersOnly,
  },
  title: {
    ...optionalText(text({ max: 500 }).nullish()),
    about: "A title for lists, at most 500 characters, or `null`.",
    name: "title",
    column: "title",
    ...everyone,
  },
  short_url: { read: z.string(), about: "The URL to share: domain and primary code.", ...everyone },
  owner_id: {
    read: z.uuid().nullable(),
    about: "Id of the account that owns the link; `null` if it was created without one.",
    ...everyone,
  },
  workspace_id: {
    read: z.uuid().nullable(),
    about: "Id of the workspace that the link belongs to; `null` if it was created without an account.",
    ...membersOnly,
  },
  is_active: {
    ...flag(z.boolean().optional(), true),
    about: "Whether the link redirects. `false` deactivates it.",
    aboutWrite: "A new link is active by default.",
    name: "isActive",
    column: "is_active",
    cachedAs: "isActive",
    ...everyone,
  },
  is_public: {
    ...flag(z.boolean().optional(), true),
    about: "Whether others can read the link in the API. It redirects all visitors either way.",
    aboutWrite: "A new link is public by default.",
    name: "isPublic",
    column: "is_public",
    ...everyone,
  },
  is_indexable: {
    ...flag(z.boolean().optional(), false),
    about: "Whether search engines may list the short URL itself.",
    aboutWrite: "By default they may not.",
    name: "isIndexable",
    column: "is_indexable",
    cachedAs: "isIndexable",
    ...everyone,
  },
  redirect_status: {
    ...choice(RedirectStatus, 302),
    about:
      "HTTP status of the redirect. Browsers remember 301 and 308: repeated clicks are not counted, and changes of the link reach these visitors late. 307 and 308 redirect requests of every method.",
    aboutWrite:
      "By default, a new link gets the `redirect_status` of its domain, else that of the installation. `null` gives a link today's default again.",
    name: "redirectStatus",
    column: "redirect_status",
    cachedAs: "status",
    ...everyone,
  },
  cache_seconds: {
    ...behaviour(CacheSeconds),
    about:
      "Seconds that a visitor's browser may cache the redirect, at most a day; cached clicks are not counted. `null` means none, or 90 with the status 301 or 308.",
    ...everyone,
  },
  referrer_policy: {
    ...behaviour(ReferrerPolicy),
    about: "`Referrer-Policy` of the redirect: what the destination learns of the page with the short URL, or `null`.",
    ...everyone,
  },
  card: {
    // Only crawlers get the card, so a browser may cache the redirect of a person.
    ...behaviour(LinkCard),
    about:
      "Title, text and picture that messengers and networks show for the link, or `null` for those of the destination.",
    ...everyone,
  },
  password: {
    write: LinkPassword.nullish(),
    about:
      "The password that visitors must enter before the redirect: 1 to 128 characters, stored as a hash. `null` removes it.",
    aboutWrite: "Responses only have `has_password`. Needs an account.",
  },
  has_password: {
    read: z.boolean(),
    about: "Whether visitors need a password. The API hides such a link from others, even if `is_public` is set.",
    ...everyone,
  },
  rules: {
    ...behaviour(Rules, { read: StoredRules, dependsOnVisitor: true, targets: targetsOfRules }),
    about: "Rules in order, at most 50. The first whose conditions all hold decides; without one, the link does.",
    ...membersOnly,
  },
  forward_query: {
    ...behaviour(ForwardQuery),
    about:
      "Whether the visitor's query is added to that of the destination, and whose parameters stay where both have the same name: `off`, `visitor_wins` or `link_wins`; `null` for the domain's `forward_query`, else `off`.",
    ...everyone,
  },
  forward_path: {
    ...behaviour(ForwardPath),
    about:
      "Treatment of path segments behind the code: `append` adds them to the path of the destination, `ignore` drops them, `not_found` answers 404; `null` for the domain's `forward_path`, else `not_found`.",
    ...everyone,
  },
  placeholders: {
    ...behaviour(Placeholders, { read: z.boolean(), dependsOnVisitor: true }),
    about:
      "Whether the redirect fills placeholders such as `{country}` in the path, query and fragment of the destination; `null` if not.",
    ...everyone,
  },
  utm_source: utm("utm_source"),
  utm_medium: utm("utm_medium"),
  utm_campaign: utm("utm_campaign"),
  utm_term: utm("utm_term"),
  utm_content: utm("utm_content"),
  ios_url: appUrl("an iPhone or iPad"),
  ios_fallback_url: appFallbackUrl("ios_url"),
  android_url: appUrl("an Android phone or tablet"),
  android_fallback_url: appFallbackUrl("android_url"),
  split: {
    ...behaviour(Split, { read: StoredSplit, dependsOnVisitor: true, targets: targetsOfSplit }),
    about:
      "Distributes visitors over 2 to 10 variants by their weights, in place of `original_url`; or `null`. A visitor gets the same variant each time.",
    ...membersOnly,
  },
  cloak: {
    ...behaviour(z.boolean(), { dependsOnVisitor: true, inPreview: "destination" }),
    write: z
      .boolean()
      .transform(isOn => isOn || null)
      .nullish(),
    about:
      "Whether browsers show the destination in a frame under the short URL, with the card's title. `null` or `false` redirects them.",
    aboutWrite: "The destination is requested, and refused if its headers forbid frames.",
    ...everyone,
  },
  starts_at: {
    ...optionalTime(Instant.nullish()),
    about: "When the link begins to redirect; `null` for at once.",
    name: "startsAt",
    column: "starts_at",
    cachedAs: "startsAt",
    ...everyone,
  },
  expires_at: {
    ...optionalTime(Instant.nullish()),
    about: "When the link stops redirecting; `null` for never.",
    aboutWrite: "It must lie in the future.",
    name: "expiresAt",
    column: "expires_at",
    cachedAs: "expiresAt",
    ...everyone,
  },
  max_clicks: {
    ...behaviour(MaxClicks, { dependsOnVisitor: true, inPreview: "hidden" }),
    about:
      "Human clicks, up to a billion, after which the link has expired; `null` for no limit. 1 makes a one-time link. Bots and previews do not count and never see the destination; the API hides such a link from others, even if `is_public` is set.",
    ...everyone,
  },
  clicks_left: {
    read: z.int().nullable(),
    about: "Clicks left of `max_clicks`; `null` without a limit.",
    ...membersOnly,
  },
  fallback_url: {
    ...optionalText(DestinationUrl.nullish()),
    about:
      "Where visitors go once the link has expired, also by `max_clicks`; `null` for the domain's `expired_url` or a page.",
    name: "fallbackUrl",
    column: "fallback_url",
    cachedAs: "fallbackUrl",
    ...everyone,
  },
  tags: { read: z.array(z.string()), about: "Tags of the link, sorted.", shownTo: "members", hiddenAs: [] },
  notes: {
    ...optionalText(text({ max: 5_000 }).nullish()),
    about: "Notes, at most 5,000 characters, or `null`.",
    name: "notes",
    column: "notes",
    ...membersOnly,
  },
  folder: {
    ...optionalText(FolderName.nullish()),
    about: "The folder of the link, or `null`.",
    aboutWrite: "A folder exists as soon as a link names it.",
    name: "folder",
    column: "folder",
    ...membersOnly,
  },
  is_blocked: {
    read: z.boolean(),
    about: "Whether an administrator has blocked the link. Visitors get 451.",
    ...everyone,
  },
  blocked_reason: { read: z.string().nullable(), about: "Why the link is blocked, or `null`.", ...membersOnly },
  is_unsafe: {
    read: z.boolean(),
    about: "Whether the link is marked as unsafe. Visitors get a warning before the destination.",
    ...everyone,
  },
  unsafe_reason: { read: z.string().nullable(), about: "Why the link is marked as unsafe, or `null`.", ...membersOnly },
  state: {
    read: LinkState,
    about:
      "The first that applies: `archived`, `blocked` by an administrator, `inactive` (deactivated), `scheduled` (before `starts_at`), `expired` (after `expires_at` or `max_clicks`), or `active`.",
    ...everyone,
  },
  is_archived: {
    ...flagSince(z.boolean().optional()),
    about: "Whether lists hide the link. An archived link still redirects.",
    name: "archivedAt",
    column: "archived_at",
    ...everyone,
  },
  health: {
    read: LinkHealth.nullable(),
    about:
      "Result of the regular checks of `original_url`; `null` while the workspace has no checks (`check_links` of the account), and in the first minute.",
    ...membersOnly,
  },
  has_broken_destination: {
    read: z.boolean(),
    about:
      "Whether a destination of the link is `broken` in the regular checks: `original_url`, or one of its rules, split, fallback or apps.",
    shownTo: "members",
    hiddenAs: false,
  },
  click_count: {
    read: z.int(),
    about: "Human clicks since the link was created or its statistics were reset.",
    ...everyone,
  },
  last_clicked_at: {
    read: InstantText.nullable(),
    about: "Time of the last click, also of a bot; `null` before the first.",
    ...membersOnly,
  },
  former_clicks: {
    read: z.int().nullable(),
    about:
      "Clicks before the link was imported, as the imported file counts them, or `null`. No other number contains them, and resetting the statistics removes them.",
    ...membersOnly,
  },
  created_at: {
    read: InstantText,
    about: "Time of creation. For an imported link, the one in the imported file if it has one.",
    ...everyone,
  },
  imported_at: {
    read: InstantText.nullable(),
    about: "When a file with the link was imported; `null` if the link was created in another way.",
    ...everyone,
  },
  updated_at: { read: InstantText, about: "Time of the last change. Clicks do not count as changes.", ...everyone },
} as const satisfies Record<string, LinkFact | LinkSetting | RuleSetting | SecretField>;
