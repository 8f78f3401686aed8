import { z } from "zod";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { shownShape, writtenShape } from "../link/link-fields.ts";
import { ExternalId, FolderFilter, LinkState, TagName } from "../link/link-values.ts";
import { Alias } from "../short-code.ts";
import { TargetUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { changes } from "./changes.ts";
import { OnDomain } from "./codes.ts";
import { Cursor, many, Page, pageQuery, wholeNumber } from "./query.ts";

const { is_archived, ...newLinkShape } = writtenShape;
const tags = z.array(TagName).max(30).nullish().meta({ description: "All of the link's tags; tags need an account." });

export const CreateLink = z.strictObject({
  ...newLinkShape,
  tags,
  custom_alias: Alias.nullish(),
  domain: HostName.nullish().meta({
    description: "A verified domain of yours. Without it, your default domain; null for the shared domain.",
  }),
  reuse: z.boolean().default(false).meta({
    description: "Return your link that leads there already, if there is one, unchanged.",
  }),
});
export type CreateLink = z.infer<typeof CreateLink>;

/** A field left out stays as it is; `null` clears it. */
export const UpdateLink = changes({
  ...newLinkShape,
  original_url: newLinkShape.original_url.optional(),
  tags,
  is_archived,
});
export type UpdateLink = z.infer<typeof UpdateLink>;

export const Link = z.object(shownShape).meta({ id: "Link" });
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
  page: wholeNumber(1, 1_000_000).default(1),
  ...pageQuery({ size: 20, maxSize: 100 }),
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
export const LinkPage = Page(Link).extend({
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
