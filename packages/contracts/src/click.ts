import { z } from "zod";

interface ClickColumnEntry {
  /** The redirect truncates longer values, so that visitors cannot inflate a click. */
  maxLength: number;
  /** Older versions do not write this column, and it is read as empty. Every new column is optional. */
  isOptional?: true;
}

/**
 * Text columns of a click, in the order of batches and spool lines. Append only: old and new services read each other's batches.
 */
export const clickColumns = {
  /** Empty for a visit without a link. */
  linkId: { maxLength: 36 },
  ip: { maxLength: 45 },
  userAgent: { maxLength: 512 },
  referrer: { maxLength: 1024 },
  language: { maxLength: 100 },
  /** Tracking parameters of the visited URL (`utm_*`, `qr`) as a query string; usually empty. */
  marks: { maxLength: 512 },
  /** Purpose of the request as `toPurpose` writes it; empty for a plain visit. */
  purpose: { maxLength: 60 },
  destination: { maxLength: 8192 },
  /** Domain and code of a visit without a link, as `toMissed` writes them. */
  missed: { maxLength: 100, isOptional: true },
  /** Rule, variant and class that the redirect chose, as `toChosen` writes them; empty for a plain link. */
  chosen: { maxLength: 1_200, isOptional: true },
} as const satisfies Record<string, ClickColumnEntry>;

export type ClickColumn = keyof typeof clickColumns;

const entries = Object.entries(clickColumns) as [ClickColumn, ClickColumnEntry][];
export const clickColumnNames = entries.map(([name]) => name);
/** Number of columns that every version writes. */
export const requiredClickColumns = entries.filter(([, { isOptional }]) => !isOptional).length;

/** An answered visit on its way from the redirect to the worker. Stored in spool and queue only; the IP address never reaches the database. */
export interface Click extends Record<ClickColumn, string> {
  /** Milliseconds since the epoch. */
  at: number;
  trace?: string;
}

export const emptyClick: Click = {
  at: 0,
  ...(Object.fromEntries(clickColumnNames.map(name => [name, ""])) as Record<ClickColumn, string>),
};

export const tracesInBatch = 32;

const columns = Object.fromEntries(
  entries.map(([name, { isOptional }]) => [name, isOptional ? z.string().optional() : z.string()]),
) as Record<ClickColumn, z.ZodOptional<z.ZodString>>;

const common = {
  count: z.int().nonnegative(),
  dictionary: z.array(z.string()).max(2 ** 16),
  at: z.string(),
  ...columns,
  /** Dictionary indexes of traces, which no column refers to. Older services ignore them. */
  traces: z.array(z.int().nonnegative()).max(tracesInBatch).optional(),
  /** Span that sent the batch, if traced (https://www.w3.org/TR/trace-context/). */
  traceparent: z.string().max(100).optional(),
};

/**
 * A batch of clicks in columns, with a dictionary of the distinct strings. A column is the base64 of a little-endian array with one
 * number per click: `at` as 64-bit floats (milliseconds since the epoch), the others as 16-bit unsigned indexes into the dictionary.
 * This is smaller than JSON numbers and cheap to write and read.
 *
 * Old and new services run at the same time, so version 2 is still read. There `at` is a signed 32-bit number of milliseconds after
 * `from`, which spans at most 24 days.
 */
export const ClickBatch = z.discriminatedUnion("version", [
  z.object({ version: z.literal(2), from: z.int().nonnegative(), ...common }),
  z.object({ version: z.literal(3), ...common }),
]);
export type ClickBatch = z.infer<typeof ClickBatch>;

export const clickBatchVersion = 3;
