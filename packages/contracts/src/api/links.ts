import { z } from "zod";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { Alias } from "../short-code.ts";
import { TargetUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { changes } from "./changes.ts";
import { DomainOfCode, OnDomain } from "./codes.ts";
import { Cursor, many } from "./query.ts";

/** 301 and 308 are kept by browsers, and clicks that they answer themselves are never seen; 302 is the default. */
export const RedirectStatus = z.literal([301, 302, 307, 308]);
export type RedirectStatus = z.infer<typeof RedirectStatus>;

const Title = text({ max: 500 });

/** One spelling of letters with marks, so that no two names look the same. */
const toComposed = (name: string) => name.normalize("NFC");

export const TagName = text({ min: 1, max: 50 }).overwrite(toComposed);
/** Of the workspace, and told apart without case. */
const Tags = z.array(TagName).max(30);

export const FolderName = text({ max: 100 }).overwrite(toComposed);
export const FolderFilter = text({ min: 1, max: 100 }).overwrite(toComposed).optional();

const editableFields = {
  title: Title.nullish(),
  is_public: z.boolean().optional(),
  is_indexable: z.boolean().optional().meta({ description: "Whether search engines may list the short link itself." }),
  is_active: z.boolean().optional(),
  redirect_status: RedirectStatus.optional(),
  starts_at: Instant.nullish(),
  expires_at: Instant.nullish(),
  fallback_url: TargetUrl.nullish(),
  tags: Tags.nullish().meta({ description: "All of the link's tags; tags need an account." }),
  notes: text({ max: 5_000 }).nullish().meta({ description: "For the owner only." }),
  folder: FolderName.nullish().meta({ description: "Where the owner keeps it; a folder is there by being named." }),
};

const ExternalId = text({ min: 1, max: 255 }).meta({
  description: "What a program of yours calls the link: no two of your links have the same.",
});

export const CreateLink = z.strictObject({
  original_url: TargetUrl,
  custom_alias: Alias.nullish(),
  domain: HostName.nullish().meta({
    description: "A verified domain of mine; left out, my default one; null, that of everybody.",
  }),
  external_id: ExternalId.nullish(),
  reuse: z.boolean().default(false).meta({
    description: "Answer with a link of mine that leads there already, if there is one, as it is.",
  }),
  ...editableFields,
});
export type CreateLink = z.infer<typeof CreateLink>;

/** A field left out stays as it is; `null` clears it. */
export const UpdateLink = changes({
  original_url: TargetUrl.optional(),
  external_id: ExternalId.nullish(),
  ...editableFields,
  is_archived: z.boolean().optional().meta({ description: "Out of sight in lists; it redirects as before." }),
});
export type UpdateLink = z.infer<typeof UpdateLink>;

/** `active` may be clicked now; `scheduled` will be; `archived` is any that is out of sight. */
export const LinkState = z.enum(["active", "inactive", "scheduled", "expired", "blocked", "archived"]);
export type LinkState = z.infer<typeof LinkState>;

export const Link = z
  .object({
    id: z.uuid(),
    original_url: z.string(),
    short_code: z.string(),
    custom_alias: z.string().nullable(),
    domain: DomainOfCode,
    external_id: z.string().nullable().meta({ description: "Told to the owner only." }),
    title: z.string().nullable(),
    short_url: z.string(),
    owner_id: z.uuid().nullable(),
    is_active: z.boolean(),
    is_public: z.boolean(),
    is_indexable: z.boolean(),
    redirect_status: RedirectStatus,
    starts_at: InstantText.nullable(),
    expires_at: InstantText.nullable(),
    fallback_url: z.string().nullable(),
    tags: z.array(z.string()).meta({ description: "Sorted; told to the owner only." }),
    notes: z.string().nullable().meta({ description: "Told to the owner only." }),
    folder: z.string().nullable().meta({ description: "Told to the owner only." }),
    is_blocked: z.boolean().meta({ description: "Blocked by an administrator: visitors get 451." }),
    blocked_reason: z.string().nullable().meta({ description: "Shown to the owner only." }),
    state: LinkState,
    is_archived: z.boolean(),
    click_count: z.int(),
    created_at: InstantText,
    updated_at: InstantText,
  })
  .meta({ id: "Link" });
export type Link = z.infer<typeof Link>;

export const ExternalIdParams = z.strictObject({ external_id: ExternalId });

/** As for creating it; a link that exists needs `original_url` only to lead elsewhere. What makes it another link cannot be changed. */
export const UpsertLink = CreateLink.omit({ external_id: true, reuse: true }).extend({
  original_url: TargetUrl.optional().meta({
    description: "Required where there is no link with this external id yet.",
  }),
});
export type UpsertLink = z.infer<typeof UpsertLink>;

export const ListLinks = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.meta({
    description:
      "From `next_cursor` of the page before, instead of a page's number: as fast at any depth, and undisturbed by new links.",
  }),
  search: text({ min: 1, max: 2_048 }).optional().meta({
    description:
      "Part of code, destination, title, notes, folder or a tag, without regard to case, accents and encoding, or a short URL; the newest 10,000 that have it.",
  }),
  is_active: z.enum(["true", "false"]).optional(),
  state: LinkState.optional().meta({ description: "Without it, all that are not archived." }),
  tag: many(TagName, 20).optional().meta({ description: "Links that bear one of these tags." }),
  folder: FolderFilter.meta({ description: "Links in this folder, told apart without case." }),
  domain: HostName.optional().meta({ description: "Host of a custom domain." }),
  created_from: Instant.optional(),
  created_to: Instant.optional().meta({ description: "Not included." }),
  sort: z
    .enum(["created_at", "-created_at", "click_count", "-click_count", "last_click", "-last_click"])
    .default("-created_at"),
});
export type ListLinks = z.infer<typeof ListLinks>;

/** By `cursor`, `total`, `page` and `pages` are null: counting is what makes deep lists slow. */
export const LinkPage = z.object({
  items: z.array(Link),
  total: z.int().nullable(),
  page: z.int().nullable(),
  size: z.int(),
  pages: z.int().nullable(),
  next_cursor: z
    .string()
    .nullable()
    .meta({ description: "Null on the last page, and when not sorted by `created_at`." }),
});
export type LinkPage = z.infer<typeof LinkPage>;

export const FormerTargets = z
  .object({ items: z.array(z.object({ original_url: z.string(), replaced_at: InstantText })) })
  .meta({ id: "FormerTargets" });
export type FormerTargets = z.infer<typeof FormerTargets>;

export const AvailabilityQuery = OnDomain.extend({ alias: text({ min: 1, max: 100 }) });
export const Availability = z
  .object({
    alias: z.string(),
    is_available: z.boolean(),
    reason: z.string().nullable().meta({ description: "Why it cannot be had." }),
  })
  .meta({ id: "Availability" });
export type Availability = z.infer<typeof Availability>;
