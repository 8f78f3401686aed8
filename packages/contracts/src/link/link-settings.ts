import type { z } from "zod";
import { linkFields } from "./link-fields.ts";
import type { LinkFact, LinkSetting, RuleSetting, SecretField } from "./setting-kinds.ts";

type Fields = typeof linkFields;
type SettingFields = { [F in keyof Fields as Fields[F] extends LinkSetting ? F : never]: Fields[F] };
type RuleFields = { [F in keyof Fields as Fields[F] extends RuleSetting ? F : never]: Fields[F] };
type SecretFields = { [F in keyof Fields as Fields[F] extends LinkFact ? never : F]: Fields[F] };
type WrittenFields = SettingFields & RuleFields & SecretFields;
type ShownFields = Omit<Fields, keyof SecretFields>;
export type SettingField = keyof SettingFields;
export type RuleField = keyof RuleFields;
type StoredValue<F extends SettingField> = ReturnType<SettingFields[F]["toStored"]>;

/**
 * The behaviours of a link in the redirect, by API name, as `links.rules` stores them; a behaviour that is off has no
 * entry. A newer release may have stored entries that this one does not know.
 */
export type LinkRules = { [F in RuleField]?: NonNullable<z.output<RuleFields[F]["write"]>> } & {
  /**
   * Present if the link has a password: the Ed25519 key (RFC 8037, `x`) that verifies tickets of visitors who entered it.
   * Each new password brings a new key.
   */
  lock?: string;
};

/** Names of entries in `LinkRules`: those of fields, and those that derive from other fields. */
export type RuleName = keyof LinkRules;

/** The settings of a link as the services use them. */
export type LinkSettings = { [F in SettingField as SettingFields[F]["name"]]: StoredValue<F> } & {
  /** Null for a plain link. */
  rules: LinkRules | null;
};

export type SettingColumns = { [F in SettingField as SettingFields[F]["column"]]: StoredValue<F> };

type EdgeFields = {
  [F in SettingField as SettingFields[F] extends { cachedAs: string } ? F : never]: SettingFields[F];
};

export type EdgeSettings = { [F in keyof EdgeFields as EdgeFields[F]["name"]]: StoredValue<F> };

export type CachedSettings = { [F in keyof EdgeFields as EdgeFields[F]["cachedAs"]]: CachedValue<StoredValue<F>> };
type CachedValue<Stored> = Stored extends Date ? number : Stored;

/** Whether visitors need a password. */
export function isLocked({ rules }: { rules: LinkRules | null }): boolean {
  return rules?.lock !== undefined;
}

/** The settings as a list, for code that treats all of them alike. */
export const linkSettings = Object.entries(linkFields).flatMap(([field, each]) =>
  "column" in each ? { ...each, field } : [],
) as readonly ListedSetting[];

/** The columns of a link's row that its settings fill: one for each setting, and a document of all behaviours. */
export const storedSettings: readonly StoredSetting[] = [
  ...linkSettings,
  { name: "rules", column: "rules", columnType: "jsonb" },
];

interface StoredSetting {
  name: keyof LinkSettings;
  column: keyof SettingColumns | "rules";
  columnType: LinkSetting["columnType"];
}

export const ruleFields = Object.entries(linkFields).flatMap(([field, each]) =>
  "inRules" in each ? field : [],
) as readonly RuleField[];

export const ruleNames: readonly RuleName[] = [...ruleFields, "lock"];

export type ListedSetting = LinkSetting & {
  field: SettingField;
  name: keyof LinkSettings;
  column: keyof SettingColumns;
};

export const edgeSettings = linkSettings.filter(
  setting => setting.cachedAs !== undefined,
) as readonly (ListedSetting & {
  name: keyof EdgeSettings;
  cachedAs: keyof CachedSettings;
})[];

export const writtenShape = Object.fromEntries(
  Object.entries<LinkFact | LinkSetting | RuleSetting | SecretField>(linkFields).flatMap(([field, each]) =>
    "write" in each ? [[field, describe(each.write, each.about, each.aboutWrite)]] : [],
  ),
) as {
  [F in keyof WrittenFields]: WrittenFields[F]["write"];
};

/** The fields of responses. */
export const shownFields = Object.fromEntries(
  Object.entries(linkFields).filter(([, each]) => "read" in each),
) as ShownFields;

export const shownShape = Object.fromEntries(
  Object.entries(shownFields).map(([field, { read, about, shownTo }]) => [
    field,
    describe(read, about, shownTo === "members" && "Shown to members of the workspace only."),
  ]),
) as { [F in keyof ShownFields]: ShownFields[F]["read"] };

function describe(schema: z.ZodType, ...sentences: readonly (string | false | undefined)[]): z.ZodType {
  return schema.describe(sentences.filter(Boolean).join(" "));
}
