import { z } from "zod";
import { InstantText } from "../instant.ts";

/** Visibility of a field. Non-members of the workspace read `hiddenAs` in place of a members-only field. */
export type Audience = { shownTo: "everyone" } | { shownTo: "members"; hiddenAs: unknown };

export type LinkFact = Audience & {
  read: z.ZodType;
  about: string;
};

/** A field of a link that its owner can set, stored in a column of `links`. */
export type LinkSetting = LinkFact & {
  /** If omitted, a new link gets `initial` and an existing link keeps its value. */
  write: z.ZodType;
  aboutWrite?: string;
  /** Name in `LinkSettings`. */
  name: string;
  column: string;
  columnType: "text" | "boolean" | "smallint" | "timestamptz" | "jsonb";
  initial: unknown;
  /** Converts the output of `write`. */
  toStored(written: unknown, before: unknown): unknown;
  /** Converts to the form that `read` describes. */
  toShown(stored: unknown): unknown;
  /** Name in `CachedLink`, for settings that the redirect needs. Times are milliseconds there. */
  cachedAs?: string;
};

/** A field of a link that its owner can set, stored under its API name in the document `links.rules`. Null turns it off. */
export type RuleSetting = LinkFact & {
  write: z.ZodType;
  aboutWrite?: string;
  inRules: true;
} & RuleTraits;

/** The preview of a link shows its destination, says that it depends on the visitor, or does not exist. */
export type InPreview = "destination" | "varies" | "hidden";

interface RuleTraits {
  /** Whether two visitors may get different answers at the same time, so that browsers must not cache them. */
  dependsOnVisitor: boolean;
  /** Content of the preview of a link with this behaviour. */
  inPreview: InPreview;
  /** The URLs in a value that visitors may be sent to. They are checked like the destination. */
  targets(value: never): readonly RuleTarget[];
}

/** A URL in the value of a behaviour. */
export interface RuleTarget {
  /** JSON pointer from the value of the field; empty if the URL is the value. */
  pointer: string;
  url: string;
}

/** A field of requests only: no response, event, export or log has its value. */
export type SecretField = {
  write: z.ZodType;
  about: string;
  aboutWrite?: string;
};

const unchanged = <T>(value: T) => value;

/** A text that every link must have. */
export const requiredText = <W extends z.ZodType<string>>(write: W) =>
  ({
    write,
    read: z.string(),
    columnType: "text",
    initial: undefined,
    toStored: unchanged<string>,
    toShown: unchanged<string>,
  }) as const;

/** `null` and the empty string clear it. */
export const optionalText = <W extends z.ZodType<string | null | undefined>>(write: W) =>
  ({
    write,
    read: z.string().nullable(),
    columnType: "text",
    initial: null,
    toStored: (written: string | null) => written || null,
    toShown: unchanged<string | null>,
  }) as const;

export const flag = <W extends z.ZodType<boolean | undefined>>(write: W, initial: boolean) =>
  ({
    write,
    read: z.boolean(),
    columnType: "boolean",
    initial,
    toStored: unchanged<boolean>,
    toShown: unchanged<boolean>,
  }) as const;

/** `null` stands for the default. */
export const choice = <R extends z.ZodType<number>>(read: R, initial: z.output<R>) =>
  ({
    write: read.nullish(),
    read,
    columnType: "smallint",
    initial,
    toStored: (written: z.output<R> | null) => written ?? initial,
    toShown: unchanged<z.output<R>>,
  }) as const;

/** `null` clears it. */
export const optionalTime = <W extends z.ZodType<Date | null | undefined>>(write: W) =>
  ({
    write,
    read: InstantText.nullable(),
    columnType: "timestamptz",
    initial: null,
    toStored: unchanged<Date | null>,
    toShown: (time: Date | null) => time?.toISOString() ?? null,
  }) as const;

/** A flag that is stored as the time when it was set. */
export const flagSince = <W extends z.ZodType<boolean | undefined>>(write: W) =>
  ({
    write,
    read: z.boolean(),
    columnType: "timestamptz",
    initial: null,
    toStored: (isRaised: boolean, before: Date | null) => (isRaised ? (before ?? new Date()) : null),
    toShown: (since: Date | null) => since !== null,
  }) as const;

/** A behaviour of the link in the redirect. `null` turns it off. */
export const behaviour = <S extends z.ZodType, R extends z.ZodType = S>(
  schema: S,
  {
    read = schema as z.ZodType as R,
    dependsOnVisitor = false,
    inPreview = dependsOnVisitor ? "varies" : "destination",
    targets = () => [],
  }: {
    /** Schema of a stored value, if it differs. */
    read?: R;
    dependsOnVisitor?: boolean;
    inPreview?: InPreview;
    targets?: (value: z.output<S>) => readonly RuleTarget[];
  } = {},
) => ({ write: schema.nullish(), read: read.nullable(), inRules: true, dependsOnVisitor, inPreview, targets }) as const;
