import { z } from "zod";
import { DomainOfCode } from "../api/codes.ts";
import { Instant, InstantText } from "../instant.ts";
import { TargetUrl } from "../target-url.ts";
import { text } from "../text.ts";
import { ExternalId, FolderName, LinkState, RedirectStatus } from "./link-values.ts";
import {
  choice,
  flag,
  flagSince,
  type LinkFact,
  type LinkSetting,
  optionalText,
  optionalTime,
  requiredText,
} from "./setting-kinds.ts";

const everyone = { shownTo: "everyone" } as const;
const membersOnly = { shownTo: "members", hiddenAs: null } as const;

/**
 * What a link is: its fields by their names in the API, in their order there. Those with `write` are settings. Request and
 * response schemas, CSV columns, the record, its SQL and the cached link derive from this list.
 */
export const linkFields = {
  id: { read: z.uuid(), ...everyone },
  original_url: {
    ...requiredText(TargetUrl),
    name: "targetUrl",
    column: "target_url",
    cachedAs: "url",
    ...everyone,
  },
  short_code: { read: z.string(), ...everyone },
  custom_alias: { read: z.string().nullable(), ...everyone },
  domain: { read: DomainOfCode, ...everyone },
  external_id: {
    ...optionalText(ExternalId.nullish()),
    name: "externalId",
    column: "external_id",
    ...membersOnly,
  },
  title: {
    ...optionalText(text({ max: 500 }).nullish()),
    name: "title",
    column: "title",
    ...everyone,
  },
  short_url: { read: z.string(), ...everyone },
  owner_id: { read: z.uuid().nullable(), ...everyone },
  is_active: {
    ...flag(z.boolean().optional(), true),
    name: "isActive",
    column: "is_active",
    cachedAs: "isActive",
    ...everyone,
  },
  is_public: {
    ...flag(z.boolean().optional(), true),
    name: "isPublic",
    column: "is_public",
    ...everyone,
  },
  is_indexable: {
    ...flag(
      z.boolean().optional().meta({ description: "Whether search engines may list the short link itself." }),
      false,
    ),
    name: "isIndexable",
    column: "is_indexable",
    cachedAs: "isIndexable",
    ...everyone,
  },
  redirect_status: {
    ...choice(RedirectStatus, 302),
    name: "redirectStatus",
    column: "redirect_status",
    cachedAs: "status",
    ...everyone,
  },
  starts_at: {
    ...optionalTime(Instant.nullish()),
    name: "startsAt",
    column: "starts_at",
    cachedAs: "startsAt",
    ...everyone,
  },
  expires_at: {
    ...optionalTime(Instant.nullish()),
    name: "expiresAt",
    column: "expires_at",
    cachedAs: "expiresAt",
    ...everyone,
  },
  fallback_url: {
    ...optionalText(TargetUrl.nullish()),
    name: "fallbackUrl",
    column: "fallback_url",
    cachedAs: "fallbackUrl",
    ...everyone,
  },
  tags: { read: z.array(z.string()).meta({ description: "Sorted." }), shownTo: "members", hiddenAs: [] },
  notes: {
    ...optionalText(text({ max: 5_000 }).nullish().meta({ description: "For members of the workspace only." })),
    name: "notes",
    column: "notes",
    ...membersOnly,
  },
  folder: {
    ...optionalText(
      FolderName.nullish().meta({ description: "Where the owner keeps it; a folder is there by being named." }),
    ),
    name: "folder",
    column: "folder",
    ...membersOnly,
  },
  is_blocked: {
    read: z.boolean().meta({ description: "Blocked by an administrator: visitors get 451." }),
    ...everyone,
  },
  blocked_reason: { read: z.string().nullable(), ...membersOnly },
  state: { read: LinkState, ...everyone },
  is_archived: {
    ...flagSince(z.boolean().optional().meta({ description: "Out of sight in lists; it redirects as before." })),
    name: "archivedAt",
    column: "archived_at",
    ...everyone,
  },
  click_count: { read: z.int(), ...everyone },
  created_at: { read: InstantText, ...everyone },
  updated_at: { read: InstantText, ...everyone },
} as const satisfies Record<string, LinkFact | LinkSetting>;

type Fields = typeof linkFields;
type SettingFields = { [F in keyof Fields as Fields[F] extends LinkSetting ? F : never]: Fields[F] };
/** The name of a setting in the API. */
export type SettingField = keyof SettingFields;
type StoredValue<F extends SettingField> = ReturnType<SettingFields[F]["toStored"]>;

/** What the owner decides about a link, as the services hold it. */
export type LinkSettings = { [F in SettingField as SettingFields[F]["name"]]: StoredValue<F> };

/** The same as the columns of `links` hold it. */
export type SettingColumns = { [F in SettingField as SettingFields[F]["column"]]: StoredValue<F> };

type EdgeFields = {
  [F in SettingField as SettingFields[F] extends { cachedAs: string } ? F : never]: SettingFields[F];
};

/** The settings that the edge needs. */
export type EdgeSettings = { [F in keyof EdgeFields as EdgeFields[F]["name"]]: StoredValue<F> };

/** The same in a cached link. */
export type CachedSettings = { [F in keyof EdgeFields as EdgeFields[F]["cachedAs"]]: CachedValue<StoredValue<F>> };
type CachedValue<Stored> = Stored extends Date ? number : Stored;

/** The settings, for code that does the same with each of them. */
export const linkSettings = Object.entries(linkFields).flatMap(([field, each]) =>
  "write" in each ? { ...each, field } : [],
) as readonly ListedSetting[];

export type ListedSetting = LinkSetting & {
  field: SettingField;
  name: keyof LinkSettings;
  column: keyof SettingColumns;
};

/** The settings that the edge needs. */
export const edgeSettings = linkSettings.filter(
  setting => setting.cachedAs !== undefined,
) as readonly (ListedSetting & {
  name: keyof EdgeSettings;
  cachedAs: keyof CachedSettings;
})[];

/** Schemas of the settings as clients write them. */
export const writtenShape = Object.fromEntries(linkSettings.map(({ field, write }) => [field, write])) as {
  [F in SettingField]: SettingFields[F]["write"];
};

/** Schemas of all fields as clients read them. */
export const shownShape = Object.fromEntries(
  Object.entries(linkFields).map(([field, { read, shownTo }]) => [
    field,
    shownTo === "members" ? describeMembersOnly(read) : read,
  ]),
) as { [F in keyof Fields]: Fields[F]["read"] };

function describeMembersOnly(read: z.ZodType): z.ZodType {
  return read.meta({
    description: [read.description, "Shown to members of the workspace only."].filter(Boolean).join(" "),
  });
}
