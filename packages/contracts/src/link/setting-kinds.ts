import { z } from "zod";
import { InstantText } from "../instant.ts";

/** Who reads a field of a link. Of a field for members of the workspace, other people read `hiddenAs`. */
export type Audience = { shownTo: "everyone" } | { shownTo: "members"; hiddenAs: unknown };

/** A field of a link that the service knows and owners do not write. */
export type LinkFact = Audience & { read: z.ZodType };

/** A field of a link that its owner writes, and that is stored in a column of `links`. */
export type LinkSetting = LinkFact & {
  /** Left out, a new link gets `initial` and an existing one keeps its value. */
  write: z.ZodType;
  /** In `LinkSettings`. */
  name: string;
  column: string;
  columnType: "text" | "boolean" | "smallint" | "timestamptz" | "jsonb";
  initial: unknown;
  /** Converts what `write` has parsed. */
  toStored(written: unknown, before: unknown): unknown;
  /** Converts to what `read` describes. */
  toShown(stored: unknown): unknown;
  /** In `CachedLink`; only settings that the edge needs have it. Times are milliseconds there. */
  cachedAs?: string;
};

const unchanged = <T>(value: T) => value;

/** A text that every link has; there is no initial one. */
export const requiredText = <W extends z.ZodType<string>>(write: W) =>
  ({
    write,
    read: z.string(),
    columnType: "text",
    initial: undefined,
    toStored: unchanged<string>,
    toShown: unchanged<string>,
  }) as const;

/** `null` and an empty text clear it. */
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

/** One of a few numbers. */
export const choice = <R extends z.ZodType<number>>(read: R, initial: z.output<R>) =>
  ({
    write: read.optional(),
    read,
    columnType: "smallint",
    initial,
    toStored: unchanged<z.output<R>>,
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

/** A flag that is stored as the time when it was raised. */
export const flagSince = <W extends z.ZodType<boolean | undefined>>(write: W) =>
  ({
    write,
    read: z.boolean(),
    columnType: "timestamptz",
    initial: null,
    toStored: (isRaised: boolean, before: Date | null) => (isRaised ? (before ?? new Date()) : null),
    toShown: (since: Date | null) => since !== null,
  }) as const;
