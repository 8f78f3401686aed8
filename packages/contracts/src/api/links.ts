import { z } from "zod";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { HealthStatus } from "../link/link-health.ts";
import { shownShape, writtenShape } from "../link/link-settings.ts";
import { ExternalId, FolderFilter, LinkState, TagName, UtmTemplateName } from "../link/link-values.ts";
import { Alias } from "../short-code.ts";
import { DestinationUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { changes } from "./changes.ts";
import { codeFields, codeNames, codeStyleField, toGivenCode, toShortCode } from "./code-names.ts";
import { OnDomain } from "./codes.ts";
import { LinkRef } from "./link-ref.ts";
import { Cursor, many, Page, pageQuery, wholeNumber } from "./query.ts";

const { is_archived, ...newLinkShape } = writtenShape;
const tags = z
  .array(TagName)
  .max(30)
  .nullish()
  .describe("All tags of the link; `null` or an empty list removes them. Needs an account.");
const utm_template = UtmTemplateName.nullish().describe(
  "Id or name of a UTM template of the link's workspace. It fills those of the five UTM fields that this request does not set, also to `null`. The link keeps the values, not the template. Needs an account.",
);

const maxOtherCodes = 49;

/** A code on the link's domain, or a short URL on another of the caller's domains. */
const OtherCode = LinkRef.transform(({ code, host }, ctx) => {
  const alias = Alias.safeParse(code);
  if (alias.success) return { code, host };
  ctx.addIssue({ code: "custom", message: alias.error.issues[0]?.message ?? "is not valid", input: code });
  return z.NEVER;
});

const NewLink = z.strictObject({
  ...newLinkShape,
  workspace_id: z
    .uuid()
    .optional()
    .describe("Id of the workspace that gets the link. Omit it for your personal one. Needs an account."),
  utm_template,
  tags,
  ...codeFields(Alias.nullable(), "The code of the short URL. Omit it or send `null` for a generated code."),
  code_style: codeStyleField,
  domain: HostName.nullish().describe(
    "One of your verified domains. Omit it for your default domain; `null` means the shared domain.",
  ),
  other_codes: z
    .array(OtherCode)
    .max(maxOtherCodes)
    .nullish()
    .describe(
      "Further codes of the link: codes on its domain, or short URLs on others of your domains, at most 49. Needs an account.",
    ),
  reuse: z
    .boolean()
    .default(false)
    .describe("Return your existing link to this destination, unchanged, if there is one. The status is 200 then."),
});
export const CreateLink = NewLink.transform(toShortCode);
export type CreateLink = z.infer<typeof CreateLink>;

/** The clocks and time zones of other products may be ahead (ms). */
const maxAheadMs = 24 * 60 * 60_000;

const NewImportedLink = NewLink.extend({
  is_archived,
  created_at: Instant.refine(
    time => time.getTime() <= Date.now() + maxAheadMs,
    "must not lie in the future: it is when the link was created",
  ).optional(),
  former_clicks: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** A new link with its past in another product, or in another installation of this one. */
export const ImportedLink = NewImportedLink.transform(toShortCode);
export type ImportedLink = z.infer<typeof ImportedLink>;

/** A field that a column of a file with links can have. The workspace is chosen for the whole file. */
export type ImportedLinkField = Exclude<keyof ImportedLink, "workspace_id">;

const notColumns: readonly string[] = ["workspace_id", ...codeNames.filter(name => name !== "short_code")];

/** Without the synonyms of the code. */
export const importedLinkFields = Object.keys(NewImportedLink.shape).filter(
  field => !notColumns.includes(field),
) as readonly ImportedLinkField[];

/** Omitted fields stay unchanged; `null` clears a field. */
export const UpdateLink = changes({
  ...newLinkShape,
  original_url: newLinkShape.original_url.optional(),
  workspace_id: z
    .uuid()
    .optional()
    .describe(
      "Id of another workspace of yours, to which the link moves with its codes, clicks, history, folder and the names of its tags. You become its owner. It must not have codes on domains of the workspace that loses it.",
    ),
  utm_template,
  tags,
  ...codeFields(
    Alias.nullable(),
    "The new code of the short URL, on the domain of the link. The former one remains a further code. `null` keeps the code.",
  ),
  is_archived,
}).transform(toShortCode);
export type UpdateLink = z.infer<typeof UpdateLink>;

export const Link = z.object(shownShape).meta({
  id: "Link",
  examples: [
    {
      id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10",
      original_url: "https://example.com/autumn/sale?page=2",
      short_code: "h7Kq2Xw",
      custom_alias: null,
      domain: "go.example.com",
      external_id: null,
      title: "Autumn sale",
      short_url: "https://go.example.com/h7Kq2Xw",
      owner_id: "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31",
      workspace_id: "019ad2b3-1f41-7c52-9d3f-6a1b8e4c7d20",
      is_active: true,
      is_public: true,
      is_indexable: false,
      redirect_status: 302,
      cache_seconds: null,
      referrer_policy: null,
      card: null,
      has_password: false,
      rules: null,
      forward_query: "visitor_wins",
      forward_path: null,
      placeholders: null,
      utm_source: "newsletter",
      utm_medium: "email",
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      ios_url: null,
      ios_fallback_url: null,
      android_url: null,
      android_fallback_url: null,
      split: null,
      cloak: null,
      starts_at: null,
      expires_at: "2027-01-31T09:00:00.000Z",
      max_clicks: 5000,
      clicks_left: 3716,
      fallback_url: null,
      tags: ["autumn", "newsletter"],
      notes: null,
      folder: "Campaigns",
      is_blocked: false,
      blocked_reason: null,
      is_unsafe: false,
      unsafe_reason: null,
      state: "active",
      health: {
        status: "ok",
        since: "2026-11-20T12:01:00.000Z",
        checked_at: "2026-11-21T12:03:00.000Z",
        http_status: 200,
        redirects_to: null,
        reason: null,
      },
      has_broken_destination: false,
      is_archived: false,
      click_count: 1284,
      last_clicked_at: "2026-11-28T17:04:12.000Z",
      former_clicks: null,
      created_at: "2026-11-20T12:00:00.000Z",
      imported_at: null,
      updated_at: "2026-11-21T08:30:00.000Z",
    },
  ],
});
export type Link = z.infer<typeof Link>;

/** The settings of a link as it shows them. Older versions lack the fields that were added later. */
export const LinkSettingValues = z
  .object(
    Object.fromEntries(Object.entries(shownShape).filter(([field]) => field in writtenShape)) as Pick<
      typeof shownShape,
      Extract<keyof typeof writtenShape, keyof typeof shownShape>
    >,
  )
  .partial();
export type LinkSettingValues = z.infer<typeof LinkSettingValues>;

export const ExternalIdQuery = z.strictObject({
  workspace_id: z.uuid().optional().describe("Id of the workspace of the link. Omit it for your personal one."),
});

export const ExternalIdParams = z.strictObject({
  external_id: ExternalId.describe("The id that your own system gave the link."),
});

/** An existing link keeps its domain. */
export const UpsertLink = NewLink.omit({ external_id: true, other_codes: true, reuse: true })
  .extend({
    original_url: DestinationUrl.optional().describe("The destination. Required if no link has this external id yet."),
  })
  .transform(toShortCode)
  .meta({
    examples: [{ original_url: "https://example.com/products/4711", short_code: "p4711", title: "Product 4711" }],
  });
export type UpsertLink = z.infer<typeof UpsertLink>;

const flagOf = (field: string) => z.enum(["true", "false"]).optional().describe(`Only links with this \`${field}\`.`);

/** Each takes the values that links show. */
const linkFilters = {
  search: text({ min: 1, max: 2_048 })
    .optional()
    .describe(
      "Part of a code, destination, title, notes, folder or tag, ignoring case, accents and encoding; or a short URL. Finds at most the newest 10,000 matches.",
    ),
  is_active: flagOf("is_active"),
  is_public: flagOf("is_public"),
  has_password: flagOf("has_password"),
  is_unsafe: flagOf("is_unsafe"),
  has_broken_destination: flagOf("has_broken_destination"),
  state: LinkState.optional().describe("Only links in this state. Without it, all links except archived ones."),
  health: HealthStatus.optional().describe(
    "Only links with this status in the checks of their `original_url`. Links without checks have none.",
  ),
  tag: many(TagName, 20)
    .optional()
    .describe("Only links with at least one of these tags. Repeat the parameter for several."),
  folder: FolderFilter.describe("Only links in this folder, ignoring case."),
  domain: HostName.optional().describe("Only links on this custom domain, or on the shared domain, by its host."),
  workspace_id: z.uuid().optional().describe("Only links of this workspace."),
  created_from: Instant.optional().describe("Only links created at this time or later."),
  created_to: Instant.optional().describe("Only links created before this time."),
};

export const ListLinks = z.strictObject({
  page: wholeNumber(1, 1_000_000).default(1).describe("Number of the page. Ignored with `cursor`."),
  ...pageQuery({ size: 20, maxSize: 100 }),
  cursor: Cursor.describe(
    "The `next_cursor` of the previous page, in place of `page`. Fast at any depth; new links do not shift the pages.",
  ),
  ...linkFilters,
  sort: z
    .enum(["created_at", "-created_at", "click_count", "-click_count", "last_click", "-last_click"])
    .default("-created_at")
    .describe("Order of the links; `-` means descending. With `cursor`, only by `created_at`."),
});
export type ListLinks = z.infer<typeof ListLinks>;

export const ListLinkIds = z.strictObject({ ...linkFilters, ...pageQuery({ size: 1_000, maxSize: 10_000 }) });
export type ListLinkIds = z.infer<typeof ListLinkIds>;
export type LinkFilters = Omit<ListLinkIds, "cursor" | "size">;

export const LinkIds = Page(z.uuid()).meta({ id: "LinkIds" });
export type LinkIds = z.infer<typeof LinkIds>;

/** `total`, `page` and `pages` are null for a page by cursor, because counting makes deep lists slow. */
export const LinkPage = Page(Link).extend({
  total: z.int().nullable().describe("Number of links on all pages; `null` with `cursor`."),
  page: z.int().nullable().describe("Number of this page; `null` with `cursor`."),
  size: z.int().describe("Links per page."),
  pages: z.int().nullable().describe("Number of pages; `null` with `cursor`."),
  next_cursor: z
    .string()
    .nullable()
    .describe("The `cursor` of the next page; `null` on the last page and if not sorted by `created_at`."),
});
export type LinkPage = z.infer<typeof LinkPage>;

export const FormerTargets = z
  .object({
    items: z
      .array(
        z.object({
          original_url: z.string().describe("The earlier destination."),
          replaced_at: InstantText.describe("When it was replaced."),
        }),
      )
      .describe("The earlier destinations, the latest first, at most 100."),
  })
  .meta({ id: "FormerTargets" });
export type FormerTargets = z.infer<typeof FormerTargets>;

export const AvailabilityQuery = OnDomain.extend({
  ...codeFields(text({ min: 1, max: 100 }), "The code to check."),
  workspace_id: z.uuid().optional().describe("Id of the workspace for the link. Omit it for your personal one."),
}).transform(toGivenCode);
export const Availability = z
  .object({
    short_code: z.string().describe("The code that you asked about."),
    alias: z.string().describe("The same as `short_code`."),
    is_available: z.boolean().describe("Whether the code is free now. It is not reserved for you."),
    reason: z.string().nullable().describe("Why the code is not available, or `null`."),
    available_at: InstantText.nullable().describe(
      "When a code that another workspace has given up becomes free; `null` for other codes.",
    ),
  })
  .meta({ id: "Availability" });
export type Availability = z.infer<typeof Availability>;
