import { z } from "zod";
import { Instant, InstantText } from "../instant.ts";
import { Alias } from "../short-code.ts";
import { TargetUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { many } from "./query.ts";

/** 301 and 308 are kept by browsers, and clicks that they answer themselves are never seen; 302 is the default. */
export const RedirectStatus = z.literal([301, 302, 307, 308]);
export type RedirectStatus = z.infer<typeof RedirectStatus>;

const Title = text({ max: 500 });

export const TagName = text({ min: 1, max: 50 });
/** Of the workspace, and told apart without case. */
const Tags = z.array(TagName).max(30);

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
};

export const CreateLink = z.strictObject({
  original_url: TargetUrl,
  custom_alias: Alias.nullish(),
  ...editableFields,
});
export type CreateLink = z.infer<typeof CreateLink>;

/** A field left out stays as it is; `null` clears it. */
export const UpdateLink = z
  .strictObject({ original_url: TargetUrl.optional(), ...editableFields })
  .refine(changes => Object.keys(changes).length > 0, "must change at least one field");
export type UpdateLink = z.infer<typeof UpdateLink>;

export const Link = z
  .object({
    id: z.uuid(),
    original_url: z.string(),
    short_code: z.string(),
    custom_alias: z.string().nullable(),
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
    click_count: z.int(),
    created_at: InstantText,
    updated_at: InstantText,
  })
  .meta({ id: "Link" });
export type Link = z.infer<typeof Link>;

export const LinkParams = z.strictObject({ id: z.uuid() });

export const ListLinks = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
  search: text({ min: 1, max: 200 }).optional(),
  is_active: z.enum(["true", "false"]).optional(),
  tag: many(TagName, 20).optional().meta({ description: "Links that bear one of these tags." }),
  sort: z.enum(["created_at", "-created_at", "click_count", "-click_count"]).default("-created_at"),
});
export type ListLinks = z.infer<typeof ListLinks>;

export const LinkPage = z.object({
  items: z.array(Link),
  total: z.int(),
  page: z.int(),
  size: z.int(),
  pages: z.int(),
});
export type LinkPage = z.infer<typeof LinkPage>;
